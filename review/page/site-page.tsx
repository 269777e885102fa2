/** @jsxRuntime automatic @jsxImportSource preact */
import type { ReportedFinding } from "../../policies/report/document.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import { htmlDocument } from "./document.tsx";
import { FabricSection } from "./fabric/section.tsx";
import { FillDefinitions, fillsOf } from "./fills.tsx";
import { FloorSection } from "./floor/section.tsx";
import { Frame } from "./frame.tsx";
import { OneLineSection } from "./one-line/section.tsx";
import { KeyFigures, TenantSection } from "./overview.tsx";
import { PolicySection } from "./sections/policies.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import type { Pictured } from "./sides.ts";
import { TimelineSection } from "./timeline/section.tsx";

/**
 * A site on a day as one HTML file, drawn as a review draws each of its sides. Where policies were judged, their findings are
 * listed and marked at what they are about.
 */
export function sitePage(plan: SitePlanDocument, findings?: readonly ReportedFinding[]): string {
  const pictured: Pictured = { sides: [{ side: "head", plan }], compares: false, findings: findings ?? [] };
  const fills = fillsOf(pictured);
  const title = plan.title ?? plan.site;
  return htmlDocument({
    title: `${title} on ${plan.day}`,
    data: { head: plan },
    body: (
      <Frame
        header={
          <>
            <p class="site">
              {plan.operator !== undefined && `${plan.operator} `}
              <span class="code">{plan.site}</span>
            </p>
            <h1>{title}</h1>
            <p class="compared">{`On ${plan.day}. ${plan.figures.unverified} of ${plan.figures.total} figures behind it are not verified.`}</p>
          </>
        }
        beside={<SelectionPanel />}
        parts={[
          { id: "one-line", title: "One-line" },
          ...(plan.zones.some(({ rows }) => rows > 0) ? [{ id: "floor", title: "Floor" }] : []),
          ...(plan.fabrics.length > 0 ? [{ id: "fabric", title: "Fabrics" }] : []),
          { id: "timeline", title: "Timeline" },
          ...(plan.tenants.length > 0
            ? [{ id: "tenants", title: "Tenants", count: plan.tenants.length }]
            : []),
          ...(findings === undefined ? [] : [{ id: "policies", title: "Policies", count: findings.length }]),
        ]}
        footer={`${plan.site} on ${plan.day}. Numbers are those of the site's plan, which this page carries as JSON.`}
      >
        <FillDefinitions count={fills.size} />
        <KeyFigures pictured={pictured} />
        <OneLineSection pictured={pictured} />
        <FloorSection pictured={pictured} fills={fills} />
        <FabricSection pictured={pictured} fills={fills} />
        <TimelineSection pictured={pictured} fills={fills} />
        <TenantSection pictured={pictured} />
        {findings !== undefined && <PolicySection pictured={pictured} />}
      </Frame>
    ),
  });
}
