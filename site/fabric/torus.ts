/** Edge of a cube of chips: 4 × 4 × 4. A cube is wired within its rack, and by light to others. */
export const cubeEdge = 4;

const dimensions = ["x", "y", "z"] as const;

/** Links out of a cube: a face of 16 chips at each end of each dimension. */
export const portsPerCube = 2 * dimensions.length * cubeEdge ** 2;

/** The rules that a fabric of TPU cubes is built by. */
export interface TorusRules {
  readonly cubes: number;
  /** Ports of an optical circuit switch, and those of them that are kept to replace others. */
  readonly switchPorts: number;
  readonly sparePorts: number;
}

/** What a fabric of TPU cubes comes to. */
export interface TorusDesign {
  readonly rules: TorusRules;
  readonly chips: number;
  /** Optical circuit switches, and the ports of each that cubes take. */
  readonly switches: number;
  readonly portsPerSwitch: number;
  /** Links of light, each from a cube to a switch; and links of copper between the chips within cubes. */
  readonly opticalLinks: number;
  readonly copperLinks: number;
}

/**
 * The optical circuit switches that join cubes to tori of any shape. Chips at the same place of two opposite faces go to the
 * same switch, since a torus of cubes joins just those; so there are as many switches as places on three faces, and
 * each takes two links of every cube. With 64 cubes these are the 48 switches of 128 used ports of a TPU v4 pod.
 *
 * @see N. P. Jouppi et al., TPU v4: An Optically Reconfigurable Supercomputer, ISCA 2023, §2
 */
export function designTorus(
  rules: TorusRules,
): { readonly design: TorusDesign } | { readonly problem: string } {
  const portsPerSwitch = 2 * rules.cubes;
  const usable = rules.switchPorts - rules.sparePorts;
  if (portsPerSwitch > usable) {
    return {
      problem: `${rules.cubes} cubes take ${portsPerSwitch} ports of each optical circuit switch, which has ${usable} for them: at most ${Math.floor(usable / 2)} cubes`,
    };
  }
  return {
    design: {
      rules,
      chips: rules.cubes * cubeEdge ** 3,
      switches: dimensions.length * cubeEdge ** 2,
      portsPerSwitch,
      opticalLinks: rules.cubes * portsPerCube,
      copperLinks: rules.cubes * dimensions.length * cubeEdge ** 2 * (cubeEdge - 1),
    },
  };
}

/** One link of light: from a port of a cube to a port of a switch. */
export interface OpticalLink {
  /** The face and the place on it, such as `x+07`. */
  readonly port: string;
  /** The switch's number, from 1. */
  readonly switch: number;
  readonly switchPort: number;
}

/** The links of a cube, which is numbered from 0: they depend on no other cube. */
export function cubeLinks(cube: number): OpticalLink[] {
  return dimensions.flatMap((dimension, axis) =>
    Array.from({ length: cubeEdge ** 2 }, (_, place) =>
      (["+", "-"] as const).map((side, end) => ({
        port: `${dimension}${side}${String(place + 1).padStart(2, "0")}`,
        switch: axis * cubeEdge ** 2 + place + 1,
        switchPort: 2 * cube + end + 1,
      })),
    ).flat(),
  );
}
