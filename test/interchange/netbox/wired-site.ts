import { smallSite } from "../../load/small-site.ts";

/** The small site with what NetBox has a place for besides: racks that are fed one by one, a cabled fabric, a network, a building. */
export const wiredSite: Readonly<Record<string, string>> = {
  ...smallSite,
  "site.yaml": [
    [
      "      positionsPerRow: 10\n      rackMass: 1400 kg\n  - name: pit-1",
      "      positionsPerRow: 10\n      rackMass: 1400 kg\n      rackFeeds: { voltage: 415 V, current: 200 A, phases: 3, perPath: 2 }\n  - name: pit-1",
    ],
    [
      "    leaves: { count: 64, downlinks: 64 }",
      "    design: { units: 5, portsPerRack: 32, rails: 8, leafPorts: 64, spinePorts: 64 }",
    ],
    ["  - name: hall\n", "  - name: hall\n    hall: east\n"],
    ["rating: 4 MVA, path: A }", "rating: 4 MVA, voltage: 415 V, continuousRating: 100 %, path: A }"],
    [
      "poolSets:\n",
      "networks:\n  - { name: storage, role: storage, cidr: 10.200.0.0/20, vlan: 300, vrf: store }\n\npoolSets:\n",
    ],
  ].reduce((text, [find = "", replacement = ""]) => {
    if (!text.includes(find)) throw new Error(`the small site does not hold ${JSON.stringify(find)}`);
    return text.replace(find, () => replacement);
  }, smallSite["site.yaml"] ?? ""),
};
