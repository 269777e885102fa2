/** @jsxRuntime automatic @jsxImportSource preact */

import { isChanged } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { Review, Side } from "../review.ts";
import { htmlDocument } from "./document.tsx";
import { FabricSection } from "./fabric/section.tsx";
import { FillDefinitions, fillsOf } from "./fills.tsx";
import { FloorSection } from "./floor/section.tsx";
import { Frame, type Part } from "./frame.tsx";
import { OneLineSection } from "./one-line/section.tsx";
import { KeyFigures, TenantSection } from "./overview.tsx";
import { CapacityTables } from "./sections/capacity.tsx";
import { LossSection } from "./sections/losses.tsx";
import { MiningTables } from "./sections/mining.tsx";
import { MoneyTables } from "./sections/money.tsx";
import { NetworkTables } from "./sections/network.tsx";
import { NotUnderstoodSection } from "./sections/not-understood.tsx";
import { PolicySection } from "./sections/policies.tsx";
import { PowerTables } from "./sections/power.tsx";
import { ResourceSection } from "./sections/resources.tsx";
import { SecurityTables } from "./sections/security.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import type { Pictured, PlanSide } from "./sides.ts";
import { TimelineSection } from "./timeline/section.tsx";

/**
 * A review as one HTML file: pictures of both sides, and every section of the review as tables. Nothing in it comes from the
 * network, and whatever names say is shown as text.
 */
export function reviewPage(
  review: Review,
  base: SitePlanDocument | undefined,
  head: SitePlanDocument | undefined,
): string {
  const pictured: Pictured = {
    sides: [
      ...planSide("base", `Before: ${review.base.label}`, base),
      ...planSide("head", `After: ${review.head.label}`, head),
    ],
    compares: true,
    findings: [...review.policies.newly, ...review.policies.still],
  };
  const fills = fillsOf(pictured);
  const quiet = quietParts(review);
  return htmlDocument({
    title: `${review.title ?? review.site}: review`,
    data: { review, ...(base !== undefined && { base }), ...(head !== undefined && { head }) },
    body: (
      <Frame
        header={<ReviewHeader review={review} />}
        beside={<SelectionPanel />}
        parts={partsOf(review, pictured).filter(({ id }) => !quiet.has(id))}
        footer={`Review of ${review.site}: ${sideText(review.base)} against ${sideText(review.head)}. Numbers are those of the two plans, which this page carries as JSON.`}
      >
        <FillDefinitions count={fills.size} />
        <LossSection losses={review.losses} />
        <KeyFigures pictured={pictured} />
        <OneLineSection pictured={pictured} />
        <FloorSection pictured={pictured} fills={fills} />
        <FabricSection pictured={pictured} fills={fills} />
        <TimelineSection pictured={pictured} fills={fills} />
        {!quiet.has("power") && <PowerTables power={review.power} />}
        {!quiet.has("capacity") && <CapacityTables capacity={review.capacity} />}
        {!quiet.has("network") && <NetworkTables network={review.network} />}
        {!quiet.has("mining") && <MiningTables mining={review.mining} />}
        {!quiet.has("money") && <MoneyTables money={review.money} />}
        {!quiet.has("security") && <SecurityTables security={review.security} />}
        <PolicySection pictured={pictured} policies={review.policies} />
        <TenantSection pictured={pictured} />
        {!quiet.has("resources") && <ResourceSection resources={review.resources} />}
        <NotUnderstoodSection items={review.notUnderstood} />
        {quiet.size > 0 && <p class="quiet">{`No change for: ${[...quiet].join(", ")}.`}</p>}
      </Frame>
    ),
  });
}

function planSide(side: PlanSide["side"], label: string, plan: SitePlanDocument | undefined): PlanSide[] {
  return plan === undefined ? [] : [{ side, label, plan }];
}

const outcomes = {
  nothing: "Nothing changes",
  changes: "Changes",
  policy: "A policy is broken",
} as const;

function ReviewHeader({ review }: { review: Review }) {
  const { site, title, headline, outcome, base, head } = review;
  return (
    <>
      <p class="site">
        {title ?? site}
        {title !== undefined && <span class="code"> {site}</span>}
      </p>
      <h1>{headline}</h1>
      <p class="compared">
        <span class={`outcome ${outcome}`}>{outcomes[outcome]}</span> {sideText(base)}{" "}
        <span aria-hidden="true">→</span> {sideText(head)}
      </p>
    </>
  );
}

function sideText({ label, day }: Side): string {
  return day === undefined ? `${label} (no site)` : `${label} (${day})`;
}

/** Sections of the review that say nothing. */
function quietParts({
  power,
  capacity,
  network,
  mining,
  money,
  security,
  resources,
}: Review): ReadonlySet<string> {
  const lists = {
    power: [power.site, power.zones, power.nodes, power.interconnects, power.later],
    capacity: [capacity.tenants, capacity.zones, capacity.phases],
    network: [network.identifiers, network.fabrics, network.paths],
    mining: [mining.site, mining.zones, mining.pools, mining.obligations],
    money: [money.lines],
    security: [security.items],
    resources: [
      resources.groups,
      resources.drift,
      resources.outputs,
      resources.files,
      resources.stacks.added,
      resources.stacks.removed,
    ],
  };
  const changes: Readonly<Record<string, boolean>> = {
    power: isChanged(power.tightest),
    mining: isChanged(mining.margin),
    money: isChanged(money.unpriced) || isChanged(money.figures),
  };
  return new Set(
    Object.entries(lists)
      .filter(([name, found]) => changes[name] !== true && found.every((list) => list.length === 0))
      .map(([name]) => name),
  );
}

function partsOf(review: Review, { sides, findings }: Pictured): readonly Part[] {
  const has = (some: (plan: SitePlanDocument) => boolean) => sides.some(({ plan }) => some(plan));
  return [
    ...(review.losses.length > 0
      ? [{ id: "losses", title: "Destroyed and replaced", count: review.losses.length }]
      : []),
    ...(sides.length > 0 ? [{ id: "one-line", title: "One-line" }] : []),
    ...(has(({ zones }) => zones.some(({ rows }) => rows > 0)) ? [{ id: "floor", title: "Floor" }] : []),
    ...(has(({ fabrics }) => fabrics.length > 0) ? [{ id: "fabric", title: "Fabrics" }] : []),
    ...(sides.length > 0 ? [{ id: "timeline", title: "Timeline" }] : []),
    { id: "power", title: "Power" },
    { id: "capacity", title: "Capacity" },
    { id: "network", title: "Network" },
    { id: "mining", title: "Mining" },
    { id: "money", title: "Money" },
    { id: "security", title: "Security", count: review.security.items.length },
    { id: "policies", title: "Policies", count: findings.length },
    ...((sides.at(-1)?.plan.tenants.length ?? 0) > 0 ? [{ id: "tenants", title: "Tenants" }] : []),
    { id: "resources", title: "Resources" },
    ...(review.notUnderstood.length > 0
      ? [{ id: "not-understood", title: "Not understood", count: review.notUnderstood.length }]
      : []),
  ];
}
