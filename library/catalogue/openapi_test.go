package catalogue_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What the document says and what the server answers are the same: every path is asked,
// every answer is held to its schema, and a key that the schema does not know is a fault.
func TestTheInterfaceAnswersAsItsDescriptionSays(t *testing.T) {
	each(t, func(h *house) {
		_, slug := h.published("Light at the posts")
		var doc map[string]any
		h.must(json.Unmarshal(h.get("/en/api/openapi.json").Body.Bytes(), &doc))
		if doc["openapi"] != "3.1.0" {
			t.Errorf("openapi %v", doc["openapi"])
		}
		v := validator{doc: doc}
		for path, methods := range doc["paths"].(map[string]any) {
			for _, one := range []string{slug, "in-training-and-conduct"} {
				at := strings.NewReplacer("{lang}", "fr", "{slug}", one).Replace(path)
				w := h.get(at)
				schema := methods.(map[string]any)["get"].(map[string]any)["responses"].(map[string]any)["200"].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)["schema"].(map[string]any)
				var answer any
				if err := json.Unmarshal(w.Body.Bytes(), &answer); w.Code != 200 || err != nil {
					t.Errorf("%s: %d, %v", at, w.Code, err)
				}
				v.check(at, schema, answer)
			}
		}
		for _, p := range h.Pages() {
			if strings.HasPrefix(p.Path, "/{lang}/api/") && doc["paths"].(map[string]any)[p.Path] == nil {
				t.Errorf("%s is served and not described", p.Path)
			}
		}
		for _, f := range v.faults {
			t.Error(f)
		}
		if v.checked < 200 {
			t.Errorf("%d values were held to a schema", v.checked)
		}
	})
}

// validator knows as much of JSON Schema as the document uses.
type validator struct {
	doc     map[string]any
	faults  []string
	checked int
}

func (v *validator) no(at, format string, a ...any) {
	v.faults = append(v.faults, at+": "+fmt.Sprintf(format, a...))
}

func (v *validator) check(at string, schema map[string]any, x any) {
	v.checked++
	if ref, ok := schema["$ref"].(string); ok {
		var to any = v.doc
		for _, step := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
			to = to.(map[string]any)[step]
		}
		v.check(at, to.(map[string]any), x)
		return
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, x) {
		v.no(at, "%v is not in %v", x, enum)
	}
	switch schema["type"] {
	case "string":
		if _, ok := x.(string); !ok {
			v.no(at, "%T is no string", x)
		}
	case "boolean":
		if _, ok := x.(bool); !ok {
			v.no(at, "%T is no boolean", x)
		}
	case "integer":
		if n, ok := x.(float64); !ok || n != float64(int(n)) {
			v.no(at, "%v is no integer", x)
		}
	case "array":
		all, ok := x.([]any)
		if !ok {
			v.no(at, "%T is no array", x)
		}
		for i, one := range all {
			v.check(fmt.Sprintf("%s[%d]", at, i), schema["items"].(map[string]any), one)
		}
	case "object":
		v.object(at, schema, x)
	default:
		v.no(at, "a type that the test does not know: %v", schema["type"])
	}
}

func (v *validator) object(at string, schema map[string]any, x any) {
	all, ok := x.(map[string]any)
	if !ok {
		v.no(at, "%T is no object", x)
		return
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := all[name.(string)]; !ok {
			v.no(at, "%s is missing", name)
		}
	}
	known, _ := schema["properties"].(map[string]any)
	for name, one := range all {
		if s, ok := known[name].(map[string]any); ok {
			v.check(at+"."+name, s, one)
			continue
		}
		switch more := schema["additionalProperties"].(type) {
		case map[string]any:
			v.check(at+"."+name, more, one)
		case bool:
			v.no(at, "%s is not described", name)
		}
	}
}
