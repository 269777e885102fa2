/** What `import … from "busbar"` gives. */

export { type ApplyOptions, type ApplyResult, applyStacks } from "./cluster/apply/apply.ts";
export type { DeclaredStack } from "./cluster/declared.ts";
export { type ClusterTarget, connect } from "./cluster/live/connect.ts";
export type { LiveCluster } from "./cluster/live/live-cluster.ts";
export type { SiteNode } from "./cluster/nodes/site-node.ts";
export { siteNodes } from "./cluster/nodes/site-nodes.ts";
export { type Progress, silent } from "./cluster/progress.ts";
export type { VerifyResult } from "./cluster/verify/findings.ts";
export { type VerifyOptions, verifyStacks } from "./cluster/verify/verify.ts";
export {
  AiTenant,
  type AiTenantProps,
  type TenantFabricNetwork,
  type TenantNamespaceOptions,
} from "./constructs/ai-tenant.ts";
export { FabricAttachmentPolicy } from "./constructs/fabric/attachment-policy.ts";
export {
  type FabricAttachment,
  FabricAttachments,
  type FabricAttachmentsProps,
} from "./constructs/fabric/attachments.ts";
export * from "./constructs/identity.ts";
export * from "./constructs/kubernetes/index.ts";
export type { JobDeclarator } from "./constructs/mining/job-declarator.ts";
export { MiningZone, type MiningZoneProps, type MiningZoneProxy } from "./constructs/mining-zone.ts";
export {
  MultiKueueManager,
  type MultiKueueManagerProps,
  type WorkerSite,
} from "./constructs/multikueue/manager.ts";
export { fleetQueueName } from "./constructs/multikueue/names.ts";
export type { FleetQuota } from "./constructs/multikueue/quota.ts";
export {
  planSharedTenant,
  type SharedTenant,
  type SharedTenantPlan,
  type SharedTenantProblem,
  type SharedTenantSite,
  sharedTenantProblems,
} from "./constructs/multikueue/shared-tenant.ts";
export { MultiKueueWorker, type MultiKueueWorkerProps } from "./constructs/multikueue/worker.ts";
export { NetworkFabric, type NetworkFabricProps } from "./constructs/network-fabric.ts";
export { PowerZone, type PowerZoneProps } from "./constructs/power-zone.ts";
export { firmPriority, miningPriority, PriorityClasses } from "./constructs/priority-classes.ts";
export { RackGroup, type RackGroupProps } from "./constructs/rack-group.ts";
export { SharedCluster, type SharedClusterProps } from "./constructs/shared-cluster.ts";
export { Site, type SiteInterconnect, type SiteProps } from "./constructs/site.ts";
export { TenantAdmissionPolicies } from "./constructs/tenancy/admission-policies.ts";
export type { RacksAtSite } from "./constructs/tenancy/capacity.ts";
export {
  localQueueName,
  type QueuedTenant,
  TenantAdmission,
  type TenantAdmissionProps,
} from "./constructs/tenant-admission.ts";
export {
  type NodePlace,
  TopologyLabels,
  type TopologyLabelsProps,
  type TopologyProfile,
  topologyProfiles,
} from "./constructs/topology-labels.ts";
export { type DocumentKind, jsonSchema } from "./fleet/json-schema.ts";
export { loadSite } from "./fleet/load-site.ts";
export { aiLoadsOn } from "./placement/ai-loads.ts";
export { currentLock, existingLock } from "./placement/current-lock.ts";
export {
  type Economics,
  type EconomicsOptions,
  economics,
  type ZoneEconomics,
} from "./placement/economics.ts";
export { economicsJson, explanationJson } from "./placement/economics-json.ts";
export { type Allocation, type Lock, type LockedTenant, readLock, writeLock } from "./placement/lock.ts";
export { type Placement, place } from "./placement/place.ts";
export { placeExactly } from "./placement/place-exactly.ts";
export { planJson } from "./placement/plan-json.ts";
export { type PowerPlan, powerPlan } from "./placement/power-plan.ts";
export { type SitePlan, sitePlan } from "./placement/site-plan.ts";
export { loadSolver, type Solver } from "./placement/solver.ts";
export { type Timeline, type TimelineOptions, timeline } from "./placement/timeline.ts";
export { type CheckedSite, checkSite } from "./policies/check-site.ts";
export { rules } from "./policies/packs/index.ts";
export { PolicyRefusal } from "./policies/policy-refusal.ts";
export type { ReportDocument } from "./policies/report/document.ts";
export { type ReportFormat, reportFormats } from "./policies/report/formats.ts";
export {
  type AnyRule,
  type JudgedObject,
  type Level,
  notApplicable,
  type Place,
  type Rule,
  type RuleFinding,
  type Subject,
  type Verdict,
} from "./policies/rule.ts";
export { enforcedPolicies, recordedPolicies } from "./policies/site-policies.ts";
export { type Availability, zoneAvailability } from "./site/availability/availability.ts";
export { leaseAvailability, ninesText, type PromiseKept } from "./site/availability/promise.ts";
export { catalog } from "./site/catalog/catalog.ts";
export { catalogMinerModel, catalogRackType } from "./site/catalog/lookup.ts";
export { type PublishedLease, publishedLeases } from "./site/catalog/published-leases.ts";
export { type ContractedSupply, contractsOn } from "./site/contracts/supply.ts";
export { type Dispatch, type DispatchOptions, dispatch } from "./site/curtailment/dispatch.ts";
export { type EventNames, readEvent } from "./site/curtailment/event.ts";
export { curtailmentPlan } from "./site/curtailment/make-plan.ts";
export type { CurtailmentPlan, SheddableLoad } from "./site/curtailment/plan.ts";
export type { CurtailmentSignal } from "./site/curtailment/signal.ts";
export { type Simulation, type SimulationOptions, simulate } from "./site/curtailment/simulate.ts";
export { type Day, day } from "./site/day.ts";
export type { Derived } from "./site/economics/derived.ts";
export type { Assumption } from "./site/economics/evidence.ts";
export { hashprice } from "./site/economics/hashprice.ts";
export { averageLeasePrice, pricePerCapacity, pricePerEnergy } from "./site/economics/lease-price.ts";
export { breakEven, revenuePerEnergy } from "./site/economics/mining-revenue.ts";
export { readScenario, withScenario } from "./site/economics/scenario.ts";
export { type EnergyCost, type EnergyCostOptions, energyCost } from "./site/energy/cost.ts";
export { type HourGrid, hourGrid } from "./site/energy/hour-grid.ts";
export { marginalPrices } from "./site/energy/marginal-price.ts";
export { type PriceSeries, readPrices } from "./site/energy/price-series.ts";
export { designFabric, type FabricDesign, type LinkCounts } from "./site/fabric/design.ts";
export type { FabricRules, RuleProblem } from "./site/fabric/rules.ts";
export { Figure, type FigureProvenance, type Source } from "./site/figure.ts";
export type { DocumentSources, LoadedSite } from "./site/load/load-site.ts";
export { type Currency, Money } from "./site/money.ts";
export { type Problem, Refusal } from "./site/problem.ts";
export { Range } from "./site/range.ts";
export type { MinerModel, PoolSet, RackType, SiteDocument, SiteInput } from "./site/schema/site-document.ts";
export type { Offering, TenantDocument, TenantInput } from "./site/schema/tenant-document.ts";
export { Site as SiteModel, type SiteState } from "./site/site.ts";
export { AnswersRefused, type RefusedAnswer } from "./site/template/answers-refused.ts";
export {
  type AnyTemplate,
  type SiteTemplate,
  siteTemplate,
  type TenantTemplate,
  tenantTemplate,
} from "./site/template/template.ts";
export * from "./site/units/index.ts";
export { buildStacks } from "./stacks/build.ts";
export { curtailmentDocuments } from "./stacks/curtailment-documents.ts";
export { deployedCurtailmentPlan } from "./stacks/curtailment-plan.ts";
export type { Declaration } from "./stacks/declarations.ts";
export { type DeclaredSite, declareSite } from "./stacks/declare.ts";
export { noPolicies, type SitePolicies, type SynthesisInput } from "./stacks/policies.ts";
export { type Synthesis, synthesize } from "./stacks/synthesize.ts";
export * as answers from "./templates/answers.ts";
export * as parts from "./templates/parts/index.ts";
export { templates } from "./templates/templates.ts";
export { expectSite, TemplateFault } from "./templates/testing.ts";
