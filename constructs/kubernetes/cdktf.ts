/**
 * The only module of this folder that names the `cdktf` package. Everything listed here exists under the same name in the
 * maintained fork (`cdktn`), so moving to it is one edit, or none where it is installed under the alias `cdktf`.
 */
export {
  App,
  GcsBackend,
  HttpBackend,
  type IStackSynthesizer,
  type ISynthesisSession,
  LocalBackend,
  S3Backend,
  TerraformBackend,
  TerraformElement,
  type TerraformRemoteState,
  TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
