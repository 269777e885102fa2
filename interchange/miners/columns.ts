/**
 * What columns of miners are called, as `columnKey` writes them, the surest first. None of these tools states its format, so
 * other names may occur, and a report lists the columns that were not read. From
 * - pyasic, fields of its record of a miner: ip, model, make, firmware, fw_ver, hashrate, wattage
 *   (https://github.com/UpstreamData/pyasic/blob/master/pyasic/data/__init__.py);
 * - asic-rs, its record of a miner: ip, hashrate, wattage, pools (https://docs.rs/asic-rs/latest/src/asic_rs/data/miner.rs.html);
 * - Foreman, what its pages and its site map name: site, building, row, rack, worker
 *   (https://support.foreman.mn/hc/en-us/articles/44302649742491);
 * - cgminer's API, which tools of makers and Braiins' build on: ghs_5s, ghs_av, user;
 * - and, not verified, what people call such columns in spreadsheets.
 */
export const minerColumns = {
  address: ["ip", "ip_address", "ipaddress", "miner_ip", "address", "ipv4", "host"],
  model: [
    "model",
    "miner_model",
    "miner_type",
    "minertype",
    "device_type",
    "device_model",
    "type",
    "product",
    "miner",
  ],
  firmware: ["firmware", "firmware_type", "firmware_name", "fw", "os"],
  firmwareVersion: ["firmware_version", "fw_version", "fw_ver"],
  zone: ["zone", "building", "hall", "container", "location", "site_map", "section", "area", "group", "site"],
  rack: ["rack", "rack_name", "rack_id", "rack_number", "shelf"],
  network: ["network", "subnet", "cidr"],
  vlan: ["vlan", "vlan_id", "vid"],
  hashrate: ["hashrate", "hash_rate", "avg_hashrate", "average_hashrate", "current_hashrate", "hashrate_avg"],
  gigahashes: ["ghs_av", "ghs_5s", "ghs"],
  power: ["power", "wattage", "power_consumption", "power_usage", "watts", "consumption"],
  worker: [
    "worker",
    "worker_name",
    "workername",
    "username",
    "user",
    "pool_user",
    "pool_1_user",
    "pool1_user",
    "worker_1",
  ],
} as const;
