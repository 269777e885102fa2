import { z } from "zod";
import { closed } from "./closed.ts";

// No message repeats what was found: in the place of a Secret's name stands, at times, the secret.
const secretName = z
  .string()
  .max(253, { error: "this is too long for the name of a Kubernetes Secret: at most 253 characters" })
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, {
    error:
      'this is not the name of a Kubernetes Secret, which has lower-case letters, digits, "-" and ".": name the Secret, and keep what is secret in it alone',
  });

const secretKey = z
  .string()
  .max(253, { error: "this is too long for a key of a Kubernetes Secret: at most 253 characters" })
  .regex(/^[A-Za-z0-9._-]+$/, {
    error:
      'this is not a key of a Kubernetes Secret, which has letters, digits, "-", "_" and ".": name the key, and keep what is secret under it alone',
  });

/** A key of a Kubernetes Secret: where something secret is kept, never what it is. */
export function secretReference(defaultKey: string) {
  return closed({ name: secretName, key: secretKey.default(defaultKey) });
}
