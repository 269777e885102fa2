// Command atlantis-lint reads files by the parsers of Atlantis: a server-side repos.yaml, an atlantis.yaml of a repository, or
// an override of a template (*.tmpl), which it executes on the standard input as the output of a plan.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"github.com/runatlantis/atlantis/server/core/config"
	"github.com/runatlantis/atlantis/server/core/config/valid"
)

func main() {
	for _, file := range os.Args[1:] {
		if err := lint(file); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			os.Exit(1)
		}
	}
}

func lint(file string) error {
	parser := &config.ParserValidator{}
	defaults := valid.NewGlobalCfgFromArgs(valid.GlobalCfgArgs{})
	switch {
	case strings.HasSuffix(file, ".tmpl"):
		return execute(file)
	case filepath.Base(file) == "atlantis.yaml":
		_, err := parser.ParseRepoCfg(filepath.Dir(file), defaults, "github.com/o/r", "main")
		return err
	default:
		_, err := parser.ParseGlobalCfg(file, defaults)
		return err
	}
}

func execute(file string) error {
	output, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	all, err := template.New("").Funcs(sprig.TxtFuncMap()).ParseFiles(file)
	if err != nil {
		return err
	}
	if all, err = all.Parse(`{{ define "mergedAgain" }}{{ end }}`); err != nil {
		return err
	}
	return all.ExecuteTemplate(os.Stdout, "planSuccessWrapped", map[string]any{
		"TerraformOutput": string(output), "PlanWasDeleted": false, "DisableApply": false, "DisableRepoLocking": false,
		"ApplyCmd": "atlantis apply -p p", "RePlanCmd": "atlantis plan -p p", "LockURL": "https://atlantis.example.org/lock",
		"PlanSummary": "Plan: 1 to add, 0 to change, 0 to destroy.",
	})
}
