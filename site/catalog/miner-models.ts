import type { z } from "zod";
import type { minerModel } from "../schema/mining.ts";

/**
 * Miner models that stand on North American sites. Where makers sell several bins of a model, one stands for all,
 * chosen so that power, hashrate and efficiency agree. Without the Whatsminer M70S, whose power no list states.
 */
export const minerModels: readonly z.input<typeof minerModel>[] = [
  model("antminer-s19-xp", "Antminer S19 XP", "140 TH/s", "3010 W", "21.5 J/TH", "air"),
  model("antminer-s19k-pro", "Antminer S19k Pro", "120 TH/s", "2760 W", "23 J/TH", "air"),
  model("antminer-s21", "Antminer S21", "200 TH/s", "3500 W", "17.5 J/TH", "air"),
  model("antminer-s21-plus", "Antminer S21+", "216 TH/s", "3564 W", "16.5 J/TH", "air"),
  model("antminer-s21-pro", "Antminer S21 Pro", "234 TH/s", "3510 W", "15 J/TH", "air"),
  model("antminer-s21-xp", "Antminer S21 XP", "270 TH/s", "3645 W", "13.5 J/TH", "air"),
  model("antminer-t21", "Antminer T21", "190 TH/s", "3610 W", "19 J/TH", "air"),
  model("antminer-s21-hyd", "Antminer S21 Hyd", "335 TH/s", "5360 W", "16 J/TH", "hydro"),
  model("antminer-s21-plus-hyd", "Antminer S21+ Hyd", "319 TH/s", "4785 W", "15 J/TH", "hydro"),
  model("antminer-s21-xp-hyd", "Antminer S21 XP Hyd", "473 TH/s", "5676 W", "12 J/TH", "hydro"),
  model("antminer-s21-xp-plus-hyd", "Antminer S21 XP+ Hyd", "500 TH/s", "5500 W", "11 J/TH", "hydro"),
  model("antminer-s21e-xp-hyd-3u", "Antminer S21e XP Hyd 3U", "860 TH/s", "11180 W", "13 J/TH", "hydro"),
  model("antminer-s23", "Antminer S23", "318 TH/s", "3498 W", "11 J/TH", "air"),
  model("antminer-s23-hyd", "Antminer S23 Hyd", "580 TH/s", "5510 W", "9.5 J/TH", "hydro"),
  model("antminer-s23-hyd-3u", "Antminer S23 Hyd 3U", "1160 TH/s", "11020 W", "9.5 J/TH", "hydro"),
  model("whatsminer-m60s", "Whatsminer M60S", "186 TH/s", "3441 W", "18.5 J/TH", "air"),
  model("whatsminer-m63s", "Whatsminer M63S", "390 TH/s", "7215 W", "18.5 J/TH", "hydro"),
  model("whatsminer-m66s", "Whatsminer M66S", "298 TH/s", "5513 W", "18.5 J/TH", "immersion"),
  model("sealminer-a2", "SEALMINER A2", "226 TH/s", "3729 W", "16.5 J/TH", "air"),
  model("sealminer-a2-hyd", "SEALMINER A2 Hyd", "446 TH/s", "7359 W", "16.5 J/TH", "hydro"),
  model("sealminer-a2-pro", "SEALMINER A2 Pro Air", "260 TH/s", "3874 W", "14.9 J/TH", "air"),
  model("sealminer-a2-pro-hyd", "SEALMINER A2 Pro Hyd", "500 TH/s", "7450 W", "14.9 J/TH", "hydro"),
  model("sealminer-a3-pro-hyd", "SEALMINER A3 Pro Hyd", "660 TH/s", "8250 W", "12.5 J/TH", "hydro"),
  model("proto-rig", "Proto Rig", "819 TH/s", "12000 W", "14.65 J/TH", "air"),
];

function model(
  name: string,
  title: string,
  hashrate: string,
  power: string,
  efficiency: string,
  cooling: "air" | "hydro" | "immersion",
): z.input<typeof minerModel> {
  return { name, title, hashrate, power, efficiency, cooling, source: "miner-catalogs" };
}
