import type { AnyRule } from "../rule.ts";
import { admissionNotDenying } from "../tenancy/admission-not-denying.ts";
import { clusterAdminBinding } from "../tenancy/cluster-admin-binding.ts";
import { defaultDeny } from "../tenancy/default-deny.ts";
import { foreignQueue } from "../tenancy/foreign-queue.ts";
import { foreignRacks } from "../tenancy/foreign-racks.ts";
import { foreignSubject } from "../tenancy/foreign-subject.ts";
import { hostNamespaces } from "../tenancy/host-namespaces.ts";
import { limitRangeMissing } from "../tenancy/limit-range-missing.ts";
import { namespaceWithoutTenantLabel } from "../tenancy/namespace-without-tenant-label.ts";
import { podsWithoutRequests } from "../tenancy/pods-without-requests.ts";
import { priorityAboveFirm } from "../tenancy/priority-above-firm.ts";
import { privilegedContainer } from "../tenancy/privileged-container.ts";
import { privilegedNamespace } from "../tenancy/privileged-namespace.ts";
import { quotaAboveLeased } from "../tenancy/quota-above-leased.ts";
import { quotaMissing } from "../tenancy/quota-missing.ts";
import { serviceAccountToken } from "../tenancy/service-account-token.ts";
import { tenantRights } from "../tenancy/tenant-rights.ts";
import { wildcardRbac } from "../tenancy/wildcard-rbac.ts";
import { workloadWithoutQueue } from "../tenancy/workload-without-queue.ts";

/** What keeps tenants apart, and to what they lease. */
export const tenancy: readonly AnyRule[] = [
  admissionNotDenying,
  clusterAdminBinding,
  defaultDeny,
  foreignQueue,
  foreignRacks,
  foreignSubject,
  hostNamespaces,
  limitRangeMissing,
  namespaceWithoutTenantLabel,
  podsWithoutRequests,
  priorityAboveFirm,
  privilegedContainer,
  privilegedNamespace,
  quotaAboveLeased,
  quotaMissing,
  serviceAccountToken,
  tenantRights,
  wildcardRbac,
  workloadWithoutQueue,
];
