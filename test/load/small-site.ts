import { join } from "node:path";
import { existingLock } from "../../placement/current-lock.ts";
import { lockFile, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { loadSite } from "../../templates/load-site.ts";
import { writeFiles } from "../support/cli.ts";

/** A site of three zones and two tenants: every kind of thing that a document may hold stands in it once. */
export const smallSite: Readonly<Record<string, string>> = {
  "site.yaml": `version: 1
name: ridge
title: Ridge
location: { country: US, region: Texas, timeZone: America/Chicago }
effectiveDate: 2026-07-01

sources:
  survey: { title: The operator's survey, asOf: 2026-01-10, verified: true }

interconnects:
  - name: poi
    voltage: 138 kV
    gridOperator: ERCOT
    approvals:
      - { from: 2025-01-01, load: 20 MW }

contracts:
  - { name: block, kind: fixed, power: 20 MW, price: 39 $/MWh, from: 2025-01-01, to: 2028-12-31 }

demandResponse:
  - name: summer
    programme: ERCOT ERS-10
    obligation: { value: 3 MW, source: survey }
    notice: 10 min
    maximumDuration: 8 h
    from: 2026-06-01
    to: 2027-09-30

power:
  - { name: mt-a, kind: main-transformer, from: poi, rating: 10 MVA, path: A }
  - { name: mt-b, kind: main-transformer, from: poi, rating: 10 MVA, path: B }
  - { name: mt-m, kind: main-transformer, from: poi, rating: 5 MVA, units: 3, redundancy: N+1 }
  - { name: ut-a, kind: unit-transformer, from: mt-a, rating: 4 MVA, path: A }
  - { name: ut-b, kind: unit-transformer, from: mt-b, rating: 4 MVA, path: B }
  - { name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA }
  - { name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA }

zones:
  - name: hall
    redundancy: 2N
    feeds: { A: ut-a, B: ut-b }
    states:
      - { state: ai-ready, from: 2026-01-01 }
    ai:
      grossToCritical: 1.3
      cooling:
        air: { unit: 400 kW, units: 6, redundancy: N+1 }
      rows: 4
      positionsPerRow: 10
      rackMass: 1400 kg
  - name: pit-1
    redundancy: N
    feeds: { A: ut-1 }
    states:
      - { state: mining, from: 2025-01-01 }
    mining:
      asics:
        - name: rows
          model: antminer-s21
          count: 1000
          firmware: stock
          network: { vlan: 110, cidr: 10.10.0.0/20 }
      overhead: 5 %
      poolSet: plain
      proxy: { kind: farm-proxy, serviceNodes: edge }
  - name: pit-2
    redundancy: N
    feeds: { A: ut-2 }
    states:
      - { state: mining, from: 2025-01-01 }
      - { state: draining, from: 2027-02-01 }
      - { state: stripped, from: 2027-03-01 }
      - { state: construction, from: 2027-04-01 }
      - { state: commissioning, from: 2027-10-01 }
      - { state: ai-ready, from: 2028-01-01 }
    ai:
      grossToCritical: 1.3
      cooling:
        air: { unit: 400 kW, units: 6, redundancy: N+1 }
      rows: 4
      positionsPerRow: 10
      rackMass: 1400 kg
    mining:
      asics:
        - name: rows
          model: tuned
          count: 1000
          firmware: braiins-os
          network: { vlan: 120, cidr: 10.10.16.0/20 }
      overhead: 5 %
      poolSet: second
      proxy: { kind: sv2-translator, serviceNodes: edge }

minerModels:
  - name: tuned
    title: A miner with its own tuning
    hashrate: 200 TH/s
    power: 3400 W
    efficiency: 17 J/TH
    cooling: air

fabrics:
  - name: roce-1
    kind: roce
    zones: [hall]
    scalableUnit: 8
    leaves: { count: 64, downlinks: 64 }
    pools:
      vni: 51000-51999
      asn: 4200000000-4200000999
      prefixes: 10.128.0.0/12
      tenantPrefixLength: 20

poolSets:
  - name: plain
    groups:
      - name: main
        pools:
          - { url: "stratum+tcp://btc.one.example:3333", user: "ridge.{zone}", passwordSecret: { name: pool-one } }
          - { url: "stratum+tcp://btc.two.example:700", user: "ridge.{zone}" }
  - name: second
    groups:
      - name: main
        pools:
          - url: stratum2+tcp://v2.one.example:3333/9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna
            user: ridge.{zone}
          - url: stratum2+tcp://v2.two.example:3336/9anrRNhBh7869XtNnFcCuGBRZP51E635qGbu457J5kHdszhfRc3
            user: ridge.{zone}

serviceNodes:
  - { name: edge, count: 3 }
`,
  "tenants/lab.yaml": `version: 1
name: lab
offering: namespaces
lease:
  from: 2026-02-01
  to: 2028-01-31
  uptime: 99.9 %
  price: 450 $/kW-month
demand:
  - name: training
    rackType: h200
    racks: 8
    redundancy: 2N
    zones: [hall]
namespaces:
  - { name: lab-training, share: 60 % }
  - { name: lab-serving, share: 40 % }
groups:
  admins: [lab-admins]
  users: [lab-users]
`,
  "tenants/studio.yaml": `version: 1
name: studio
offering: namespaces
lease:
  from: 2026-04-01
  to: 2027-03-31
demand:
  - { name: render, rackType: h200, critical: 200 kW }
namespaces:
  - { name: studio-render }
`,
};

/** Writes the site into a folder, with the lock that `busbar place` would write. */
export function writeSmallSite(folder: string, files: Readonly<Record<string, string>> = smallSite): void {
  writeFiles(folder, files);
  relock(folder);
}

/** Places a folder's tenants as `busbar place` does. */
export function relock(folder: string): void {
  writeFiles(folder, { [lockFile]: writeLock(place(loadSite(folder).site, existingLock(folder))) });
}

/** Where a copy of the site stands inside a folder that also takes the output. */
export function siteIn(folder: string): string {
  return join(folder, "ridge");
}
