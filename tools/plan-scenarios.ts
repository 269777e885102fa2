/** A plan worth keeping: what stood before it, and what was planned then. */
export interface Scenario {
  /** The fixture's name. */
  readonly name: string;
  /** Configurations that were applied before, in their order. The last may fail where `failing` says so. */
  readonly applied: readonly string[];
  readonly failing?: true;
  /** What somebody changed in the cluster behind Terraform's back, or made there before it. */
  readonly meanwhile?: readonly (readonly [
    method: "DELETE" | "PATCH" | "POST",
    path: string,
    body: object,
  ])[];
  /** Terraform commands between the last apply and the plan. */
  readonly commands?: readonly (readonly string[])[];
  readonly planned: string;
  readonly options?: readonly string[];
  /** Shows the state instead of a plan. */
  readonly state?: true;
  /** Needs the Kubernetes provider and a control plane. */
  readonly kubernetes?: true;
}

const data = (name: string, body: string) => `resource "terraform_data" "${name}" {\n${body}\n}\n`;

const namespace = (resource: string, name: string, labels = "") => `
resource "kubernetes_namespace_v1" "${resource}" {
  metadata {
    name   = "${name}"
    labels = { "busbar.dev/site" = "denton", "busbar.dev/tenant" = "research"${labels} }
  }
}
`;

const configMap = (text: string, name = "plan", labels = "") => `
resource "kubernetes_config_map_v1" "plan" {
  metadata {
    name      = "${name}"
    namespace = "default"
    labels    = { "busbar.dev/zone" = "hall-5"${labels} }
  }
  data = { "plan.yaml" = "${text}" }
}
`;

const secret = (password: string) => `
variable "password" {
  sensitive = true
  default   = "${password}"
}
resource "kubernetes_secret_v1" "pool" {
  metadata {
    name      = "pool"
    namespace = "default"
  }
  data = { password = "${password}" }
}
resource "kubernetes_config_map_v1" "leak" {
  metadata {
    name      = "leak"
    namespace = "default"
  }
  data = { password = var.password, user = "busbar" }
}
resource "kubernetes_manifest" "leak" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "leak-manifest", namespace = "default" }
    data       = { password = var.password }
  }
}
resource "kubernetes_manifest" "secret" {
  manifest = {
    apiVersion = "v1"
    kind       = "Secret"
    metadata   = { name = "secret-manifest", namespace = "default" }
    data       = { password = "${Buffer.from(password).toString("base64")}" }
  }
}
`;

const deployment = (replicas: number, image: string, args = "") => `
resource "kubernetes_deployment_v1" "proxy" {
  wait_for_rollout = false
  metadata {
    name      = "proxy"
    namespace = "default"
    labels    = { "busbar.dev/zone" = "hall-5" }
  }
  spec {
    replicas = ${replicas}
    selector {
      match_labels = { app = "proxy" }
    }
    template {
      metadata {
        labels = { app = "proxy" }
      }
      spec {
        container {
          name  = "translator"
          image = "${image}"
          ${args}
        }
      }
    }
  }
}
`;

const policy = (name: string, expression: string, resource = "admission") => `
resource "kubernetes_manifest" "${resource}" {
  manifest = {
    apiVersion = "admissionregistration.k8s.io/v1"
    kind       = "ValidatingAdmissionPolicy"
    metadata   = { name = "${name}", labels = { "busbar.dev/site" = "denton" } }
    spec = {
      failurePolicy    = "Fail"
      matchConstraints = { resourceRules = [{ apiGroups = [""], apiVersions = ["v1"], operations = ["CREATE"], resources = ["pods"] }] }
      validations      = [{ expression = "${expression}", message = "refused" }]
    }
  }
}
`;

const tenant = `${namespace("research", "research-training")}
resource "kubernetes_resource_quota_v1" "leased" {
  metadata {
    name      = "leased"
    namespace = kubernetes_namespace_v1.research.metadata[0].name
    labels    = { "busbar.dev/tenant" = "research" }
  }
  spec {
    hard = { "requests.nvidia.com/gpu" = "72" }
  }
}
`;

/** In the order of the documentation beside the fixtures. */
export const scenarios: readonly Scenario[] = [
  { name: "nothing", applied: [data("a", 'input = "x"')], planned: data("a", 'input = "x"') },
  {
    name: "create",
    applied: [],
    planned:
      data("a", 'input = "x"') + data("b", "input = { of = terraform_data.a.id, size = 4, tags = [] }"),
  },
  {
    name: "update",
    applied: [data("a", 'input = { racks = 4, zone = "hall-1", gone = true }')],
    planned: data("a", 'input = { racks = 8, zone = "hall-1", tags = ["new"] }'),
  },
  {
    name: "replace",
    applied: [
      data("changed", "triggers_replace = [1]") +
        data("follows", 'input = "x"\nlifecycle { replace_triggered_by = [terraform_data.changed] }') +
        data("asked", 'input = "x"') +
        data("tainted", 'input = "x"') +
        data("before", "triggers_replace = [1]\nlifecycle { create_before_destroy = true }"),
    ],
    commands: [["taint", "terraform_data.tainted"]],
    planned:
      data("changed", "triggers_replace = [2]") +
      data("follows", 'input = "x"\nlifecycle { replace_triggered_by = [terraform_data.changed] }') +
      data("asked", 'input = "x"') +
      data("tainted", 'input = "x"') +
      data("before", "triggers_replace = [2]\nlifecycle { create_before_destroy = true }"),
    options: ["-replace=terraform_data.asked"],
  },
  {
    name: "delete",
    applied: [
      data("gone", 'input = "x"') +
        data("counted", "count = 2\ninput = count.index") +
        data("keyed", 'for_each = toset(["a", "b"])\ninput = each.key') +
        data("switched", 'input = "x"'),
    ],
    planned:
      data("counted", "count = 1\ninput = count.index") +
      data("keyed", 'for_each = toset(["a"])\ninput = each.key') +
      data("switched", 'count = 2\ninput = "x"'),
  },
  {
    name: "destroy",
    applied: [data("a", 'input = "x"')],
    planned: data("a", 'input = "x"'),
    options: ["-destroy"],
  },
  {
    name: "move",
    applied: [data("a", 'input = "x"') + data("b", 'input = "x"') + data("c", "triggers_replace = [1]")],
    planned: `${data("a2", 'input = "x"')}${data("b2", 'input = "y"')}${data("c2", "triggers_replace = [2]")}
moved {
  from = terraform_data.a
  to   = terraform_data.a2
}
moved {
  from = terraform_data.b
  to   = terraform_data.b2
}
moved {
  from = terraform_data.c
  to   = terraform_data.c2
}
`,
  },
  {
    name: "import",
    applied: [],
    planned: `${data("a", "")}import {\n  to = terraform_data.a\n  id = "known"\n}\n`,
  },
  {
    name: "sensitive",
    applied: [
      `variable "password" {\n  sensitive = true\n  default = "hunter2-before"\n}\n${data("whole", "input = var.password")}${data("nested", 'input = { user = "busbar", keys = [var.password, "plain"] }')}`,
    ],
    planned: `variable "password" {\n  sensitive = true\n  default = "hunter2-after"\n}\n${data("whole", "input = var.password")}${data("nested", 'input = { user = "busbar-2", keys = [var.password, "plain"] }')}${data("new", "input = var.password")}${data("derived", 'input = "$' + "{var.password}-$" + '{terraform_data.new.id}"')}output "password" {\n  value = var.password\n  sensitive = true\n}\n`,
  },
  {
    name: "deposed",
    failing: true,
    // The new one is made and fails afterwards, so the old one is not destroyed yet.
    applied: [
      data("a", "triggers_replace = [1]\nlifecycle { create_before_destroy = true }"),
      data(
        "a",
        'triggers_replace = [2]\nlifecycle { create_before_destroy = true }\nprovisioner "local-exec" {\n  command = "false"\n}',
      ),
    ],
    commands: [["untaint", "terraform_data.a"]],
    planned: data("a", "triggers_replace = [2]\nlifecycle { create_before_destroy = true }"),
  },
  {
    name: "forget",
    applied: [data("kept", 'input = "x"')],
    planned: "removed {\n  from = terraform_data.kept\n  lifecycle {\n    destroy = false\n  }\n}\n",
  },
  {
    name: "errored",
    applied: [],
    planned:
      data("a", 'input = "x"') +
      data(
        "b",
        'input = "x"\nlifecycle {\n  precondition {\n    condition = terraform_data.a.input != "x"\n    error_message = "It is x."\n  }\n}',
      ),
  },
  {
    name: "targeted",
    applied: [],
    planned: data("a", 'input = "x"') + data("b", 'input = "x"'),
    options: ["-target=terraform_data.a"],
  },
  {
    name: "outputs",
    applied: [
      'output "same" {\n  value = 1\n}\noutput "changed" {\n  value = 1\n}\noutput "gone" {\n  value = 1\n}\n',
    ],
    planned:
      'output "same" {\n  value = 1\n}\noutput "changed" {\n  value = 2\n}\noutput "new" {\n  value = 1\n}\n',
  },
  {
    name: "checks",
    applied: [],
    planned: `${data("a", 'input = "x"')}check "limit" {
  assert {
    condition     = terraform_data.a.input != "x"
    error_message = "The limit is passed."
  }
}
check "sound" {
  assert {
    condition     = terraform_data.a.input == "x"
    error_message = "Never said."
  }
}
`,
  },
  {
    name: "read",
    applied: [data("a", 'input = "x"')],
    planned: `${data("a", 'input = "y"')}data "terraform_remote_state" "other" {
  backend    = "local"
  config     = { path = "other.tfstate" }
  depends_on = [terraform_data.a]
}
`,
  },
  {
    name: "refresh-only",
    kubernetes: true,
    applied: [configMap("limit: 4")],
    meanwhile: [
      ["PATCH", "/api/v1/namespaces/default/configmaps/plan", { data: { "plan.yaml": "limit: 9" } }],
    ],
    planned: configMap("limit: 4"),
    options: ["-refresh-only"],
  },
  { name: "state", state: true, applied: [data("a", 'input = "x"')], planned: data("a", 'input = "x"') },
  {
    name: "kubernetes-create",
    kubernetes: true,
    applied: [],
    planned: tenant + policy("busbar-create", "true"),
  },
  {
    name: "kubernetes-update",
    kubernetes: true,
    applied: [
      namespace("research", "research-training") +
        configMap("limit: 4\\nsteps:\\n  - a\\n") +
        deployment(2, "registry.example.com/translator:1") +
        policy("busbar-update", "true"),
    ],
    planned:
      namespace("research", "research-training", ', "pod-security.kubernetes.io/enforce" = "restricted"') +
      configMap("limit: 8\\nsteps:\\n  - a\\n") +
      deployment(3, "registry.example.com/translator:2", 'args = ["--verbose"]') +
      policy("busbar-update", "1 < 2"),
  },
  {
    name: "kubernetes-replace",
    kubernetes: true,
    applied: [namespace("research", "research-training") + policy("busbar-replace", "true")],
    planned: namespace("research", "research-inference") + policy("busbar-replaced", "true"),
  },
  { name: "kubernetes-delete", kubernetes: true, applied: [tenant], planned: "" },
  {
    name: "kubernetes-renamed",
    kubernetes: true,
    applied: [
      namespace("research_A1B2C3D4", "research-training") + policy("busbar-renamed", "true", "old_A1B2C3D4"),
    ],
    planned:
      namespace("research_E5F6A7B8", "research-training") + policy("busbar-renamed", "true", "new_E5F6A7B8"),
  },
  {
    name: "kubernetes-moved",
    kubernetes: true,
    applied: [
      namespace("research_A1B2C3D4", "research-training") + policy("busbar-renamed", "true", "old_A1B2C3D4"),
    ],
    planned: `${namespace("research_E5F6A7B8", "research-training")}${policy("busbar-renamed", "true", "new_E5F6A7B8")}moved {
  from = kubernetes_namespace_v1.research_A1B2C3D4
  to   = kubernetes_namespace_v1.research_E5F6A7B8
}
moved {
  from = kubernetes_manifest.old_A1B2C3D4
  to   = kubernetes_manifest.new_E5F6A7B8
}
`,
  },
  {
    name: "kubernetes-retyped",
    kubernetes: true,
    applied: [configMap("limit: 4")],
    planned: `
resource "kubernetes_manifest" "plan" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "plan", namespace = "default", labels = { "busbar.dev/zone" = "hall-5" } }
    data       = { "plan.yaml" = "limit: 4" }
  }
}
`,
  },
  {
    name: "kubernetes-drift",
    kubernetes: true,
    applied: [configMap("limit: 4") + policy("busbar-drift", "true") + tenant],
    meanwhile: [
      ["PATCH", "/api/v1/namespaces/default/configmaps/plan", { data: { "plan.yaml": "limit: 9" } }],
      [
        "PATCH",
        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/busbar-drift",
        { spec: { failurePolicy: "Ignore" } },
      ],
      ["DELETE", "/api/v1/namespaces/research-training/resourcequotas/leased", {}],
    ],
    planned: configMap("limit: 4") + policy("busbar-drift", "true") + tenant,
  },
  {
    name: "kubernetes-import",
    kubernetes: true,
    applied: [],
    meanwhile: [
      [
        "POST",
        "/api/v1/namespaces/default/configmaps",
        {
          metadata: { name: "plan", labels: { "busbar.dev/zone": "hall-5" } },
          data: { "plan.yaml": "limit: 4" },
        },
      ],
      [
        "POST",
        "/api/v1/namespaces",
        { metadata: { name: "research-training", labels: { "busbar.dev/tenant": "research" } } },
      ],
    ],
    planned: `${configMap("limit: 4")}${namespace("research", "research-training")}import {
  to = kubernetes_config_map_v1.plan
  id = "default/plan"
}
import {
  to = kubernetes_namespace_v1.research
  id = "research-training"
}
`,
  },
  {
    name: "kubernetes-sensitive",
    kubernetes: true,
    applied: [secret("hunter2-before")],
    planned: secret("hunter2-after"),
  },
];
