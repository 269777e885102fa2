/** @jsxRuntime automatic @jsxImportSource preact */
import { clientScript } from "../../review/page/client/script.ts";
import { theme } from "../../review/page/client/theme.ts";
import { htmlDocument } from "../../review/page/document.tsx";
import { Frame } from "../../review/page/frame.tsx";
import { AddressSection } from "./address-section.tsx";
import { ContactSection, NotInIt, SignatureSection } from "./by-hand-sections.tsx";
import { CoolingSection } from "./cooling-section.tsx";
import type { HandOver } from "./hand-over.ts";
import { PositionSection } from "./position-section.tsx";
import { PowerSection } from "./power-section.tsx";
import { sheetStyle } from "./style.ts";
import { TermSection } from "./term-section.tsx";

const contents = [
  { id: "terms", title: "Terms and phases" },
  { id: "power", title: "Power" },
  { id: "cooling", title: "Cooling" },
  { id: "positions", title: "Positions" },
  { id: "addresses", title: "Addresses" },
  { id: "contacts", title: "Contacts" },
  { id: "not-in-it", title: "Not in it" },
  { id: "signatures", title: "Signatures" },
] as const;

/** A hand-over sheet as one HTML file that needs nothing else, for the screen and for paper. */
export function handOverPage(given: HandOver): string {
  const { site, tenant, day, operator } = given;
  const [place, whom] = [given.siteTitle ?? site, tenant.title ?? tenant.name];
  return htmlDocument({
    title: `Hand-over sheet: ${whom} at ${place}`,
    style: sheetStyle(`Hand-over sheet: ${site}, ${tenant.name}, as of ${day}`),
    script: clientScript([theme]),
    body: (
      <Frame
        header={
          <>
            <p class="site">
              {operator !== undefined && `${operator} `}
              <span class="code">{site}</span>
            </p>
            <h1>{`Hand-over sheet: ${whom} at ${place}`}</h1>
            <p class="compared">{`As of ${day}, with all phases of the lease.`}</p>
          </>
        }
        parts={contents}
        footer={`${site}, ${tenant.name}, as of ${day}. Made from the site's documents and its placement.`}
      >
        <TermSection given={given} />
        <PowerSection given={given} />
        <CoolingSection given={given} />
        <PositionSection given={given} />
        <AddressSection given={given} />
        <ContactSection given={given} />
        <NotInIt given={given} />
        <SignatureSection given={given} />
      </Frame>
    ),
  });
}
