#include "stages/front_matter.h"

#include <map>

#include <gtest/gtest.h>

namespace lockstep {
namespace {

std::string Render(const Diagnostics& diags) {
  std::string out;
  for (const Diagnostic& d : diags.items()) {
    out += std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + ": " + d.message + " [" + d.code + "]";
    for (const Note& note : d.notes) out += " | " + std::to_string(note.where.line) + ": " + note.message;
    out += "\n";
  }
  return out;
}

// "name=<bytes>text ..." and the body, or what was reported.
std::string Read(const std::string& text) {
  Diagnostics diags;
  const Source source{"a.md", text};
  const FrontMatter front = ReadFrontMatter(source, FieldRoles::Defaults(), diags);
  if (!diags.items().empty()) return Render(diags);
  if (!front.present) return "absent";
  std::string out;
  for (const Field& f : front.fields) {
    out += f.name + "=<" + std::string(Slice(text, f.value.range)) + ">" + FieldText(f.value) + " ";
    EXPECT_EQ(Slice(text, f.key_range), f.name);
  }
  return out + "| " + text.substr(front.range.end);
}

struct Row {
  const char* text;
  const char* expected;
};

TEST(FrontMatter, ReadsFieldsWithTheirBytes) {
  const Row rows[] = {
      {"---\ntitle: \"A  b\"\nlang: 'en'\n---\nbody\n---\nmore", "title=<\"A  b\">A b lang=<'en'>en | body\n---\nmore"},
      {"\xEF\xBB\xBF\n \n---  \nref: x\n--- \t\nbody", "ref=<x>x | body"},
      {"---\r\nref: x\r\ntags: [a, 2]\r\n---\r\nbody", "ref=<x>x tags=<[a, 2]>[a, 2] | body"},
      {"---\rref: x\r---\rbody", "ref=<x>x | body"},
      {"---\nref: x\n...\nbody", "ref=<x>x | body"},
      {"---\n---\nbody", "| body"},
      {"---\nm: {a: 1, b: [x, ~]}\n---", "m=<{a: 1, b: [x, ~]}>{a: 1, b: [x, ]} | "},
      {"---\nt: ['Rock, Pop', '\"Live\"', b]\n---\n",
       "t=<['Rock, Pop', '\"Live\"', b]>[\"Rock, Pop\", \"\\\"Live\\\"\", b] | "},
      {"---\n題: 値\nprice:\n---\n", "題=<値>値 price=<> | "},
      {"", "absent"},
      {"text\n\n---\n\nmore\n", "absent"},
      {"# Heading\n\n---\n**bold**: x\n---\n", "absent"},
  };
  for (const Row& row : rows) EXPECT_EQ(Read(row.text), row.expected) << row.text;
}

// "name:role=<bytes>" of each field; "~" behind what is in brackets.
std::string ReadNested(const std::string& yaml, const std::map<std::string, FieldRole, std::less<>>& by_name,
                       Diagnostics& diags) {
  const Source source{"a.md", "---\n" + yaml + "---\n"};
  std::string out;
  for (const Field& f : ReadFrontMatter(source, FieldRoles{by_name}, diags).fields) {
    if (!out.empty()) out += ' ';
    out += f.name + ":" + Name(f.role) + "=<" + std::string(Slice(source.text, f.value.range)) + ">";
    if (f.in_flow) out += '~';
    EXPECT_EQ(f.IsNested(), f.name.find_first_of(".[") != std::string::npos) << f.name;
    EXPECT_TRUE(f.entry.begin <= f.key_range.begin && f.value.range.end <= f.entry.end) << f.name;
  }
  return out;
}

TEST(FrontMatter, TakesApartWhatRolesNameTheInsideOf) {
  const char* const kYaml =
      "hero:\n  title: One\n  link: {text: Go, to: /a/}\n  list:\n    - a: x\n    - a: y\nend: [1]\n";
  Diagnostics diags;
  using enum FieldRole;
  EXPECT_EQ(ReadNested("hero: {title: One}\n", {{"hero", kCopy}, {"title", kTranslate}}, diags),
            "hero:copy=<{title: One}>");
  EXPECT_EQ(ReadNested(kYaml, {{"hero", kCopy}, {"hero.title", kTranslate}}, diags),
            "hero.title:translate=<One> hero.link:copy=<{text: Go, to: /a/}> hero.list:copy=<- a: x\n    - a: y> "
            "end:ignore=<[1]>");
  EXPECT_EQ(ReadNested(kYaml, {{"hero.link.text", kTranslate}, {"hero.list.a", kTranslate}}, diags),
            "hero.title:ignore=<One> hero.link.text:translate=<Go>~ hero.link.to:ignore=</a/>~ "
            "hero.list[0].a:translate=<x> hero.list[1].a:translate=<y> end:ignore=<[1]>");
  EXPECT_EQ(ReadNested("x: &x {title: One}\nhero: *x\n", {{"hero.title", kTranslate}, {"x.title", kCopy}}, diags),
            "x.title:copy=<One>~ hero:ignore=<*x>");
  // What has no inside stays what it is, and so does what only begins alike.
  EXPECT_EQ(ReadNested("hero: One\nhero-link: {text: Go}\n", {{"hero.title", kTranslate}, {"hero-lin", kCopy}}, diags),
            "hero:ignore=<One> hero-link:ignore=<{text: Go}>");
  EXPECT_EQ(Render(diags), "");
  ReadNested("hero:\n  title: One\n  title: Two\n", {{"hero.title", kTranslate}}, diags);
  EXPECT_EQ(Render(diags),
            "4:3: field `hero.title` stands twice, expected once [field-duplicate] | 3: it stands here first\n");
}

TEST(FrontMatter, ReportsWhatCannotBeRead) {
  const Row rows[] = {
      {"Hello\n---\nref: x\n---\n",
       "2:1: front matter after text, expected at the head of the file [front-matter-late]"
       " | 1: move this text behind the front matter\n"},
      {"---\nref: x\n## Heading\n",
       "1:1: front matter is never closed, expected a line `---` behind it [front-matter-open]\n"},
      {"---\nref: x\n---## Heading\ntext\n",
       "1:1: front matter is never closed, expected a line `---` behind it [front-matter-open]"
       " | 3: text is stuck to this fence, expected `---` alone in its line\n"},
      {"---\n", "1:1: front matter is never closed, expected a line `---` behind it [front-matter-open]\n"},
      {"---\ntitle: \"A 12\" B\"\nref: x\n---\n",
       "2:15: unexpected text, expected the next `key: value` line [yaml-syntax]"
       " | 2: write a quote inside a quoted text as \\\"\n"},
      {"---\ntitle: A: B\n---\n",
       "2:9: unexpected `:` in a value [yaml-syntax] | 2: put quotes around a text that contains `: `\n"},
      {"---\ntitle: @home\n---\n",
       "2:8: this character cannot start a value [yaml-syntax] | 2: put quotes around a text that starts with `@`\n"},
      {"---\njust text\n---\n", "2:1: front matter is a text, expected `key: value` lines [front-matter-type]\n"},
      {"---\n- a\n- b\n---\n", "2:1: front matter is a list, expected `key: value` lines [front-matter-type]\n"},
      {"---\nref: x\nlang: en\nref: y\n---\n",
       "4:1: field `ref` stands twice, expected once [field-duplicate] | 2: it stands here first\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(Read(row.text), row.expected) << row.text;
}

TEST(FrontMatter, LeavesTomlAlone) {
  const std::string toml = "+++\ntitle = \"A\"\n---\n+++\n";
  EXPECT_EQ(Read(toml + "body"),
            "1:1: the front matter is TOML, expected YAML between `---`: its fields are not looked at "
            "[front-matter-toml]\n");
  Diagnostics diags;
  const FrontMatter front = ReadFrontMatter({"a.md", "\xEF\xBB\xBF" + toml + "body"}, FieldRoles::Defaults(), diags);
  EXPECT_FALSE(front.present);
  EXPECT_EQ(front.range.end, 3 + toml.size());
  EXPECT_EQ(Read("+++\nnot closed\n"), "absent");
  EXPECT_EQ(Read("text\n+++\na = 1\n+++\n"), "absent");
}

TEST(FrontMatter, LeavesJsonAlone) {
  const auto warning = [](const std::string& language) {
    return "1:1: the front matter is " + language +
           ", expected YAML between `---`: its fields are not looked at [front-matter-json]\n";
  };
  struct Case {
    std::string front;
    std::string language;
  };
  const std::vector<Case> rows = {
      {"---json\n{\n  \"title\": \"A\"\n}\n---\n", "JSON"},
      {"---js\n{ title: \"A\" }\n---\n", "JavaScript"},
      {"---javascript \r\n{ title: 'A' }\r\n---\r\n", "JavaScript"},
      {"{\n  \"title\": \"A } \\\" \",\n\n  \"tags\": [\"a\", {\n\"b\": 1\n}\n]\n}\n", "JSON"},
      {"\xEF\xBB\xBF{\r\n\t\"title\" : \"A\"\r\n} \r\n", "JSON"},
  };
  for (const Case& row : rows) {
    EXPECT_EQ(Read(row.front + "body"), warning(row.language)) << row.front;
    Diagnostics diags;
    const FrontMatter front = ReadFrontMatter({"a.md", row.front + "body"}, FieldRoles::Defaults(), diags);
    EXPECT_FALSE(front.present);
    EXPECT_EQ(front.range.end, row.front.size()) << row.front;
  }
}

TEST(FrontMatter, TakesNoOtherBraceAtTheHeadForJson) {
  for (const std::string text :
       {"{\n", "{\n\"title\": \"A\"\n", "{\n\"title\": \"A\n}\n", "{ \"title\": \"A\" }\n", "{\n\"title\": \"A\" }\n",
        "{\n\"title\": \"A\"\n} text\n", "{\n\"Title\"\n}\n", "{\ntitle: \"A\"\n}\n", "{\n\"a\": ]\n}\n",
        "{: .lead }\nText\n", "{{< note >}}\n", "{%\n\"a\": 1\n%}\n", "{\n}\n", "{\n  /* \"a\": 1 */\n}\n",
        "---json\n{\n}\n", "text\n{\n\"a\": 1\n}\n"})
    EXPECT_EQ(Read(text), "absent") << text;
}

TEST(FrontMatter, RefusesWhatIsTooMuch) {
  std::string deep = "---\na: " + std::string(80, '[') + std::string(80, ']') + "\n---\n";
  EXPECT_EQ(Read(deep), "2:67: nesting is deeper than 64 levels [yaml-limit]\n");
  const std::string large = "---\na: " + std::string(2 << 20, 'x') + "\n---\n";
  EXPECT_EQ(Read(large), "2:1: 2097156 bytes of YAML, expected at most 1048576 [yaml-limit]\n");
}

TEST(FrontMatter, GivesFieldsTheirRoles) {
  Diagnostics diags;
  const FrontMatter front =
      ReadFrontMatter({"a.md", "---\nref: x\nrating: [1]\nother: y\n---\n"}, FieldRoles::Defaults(), diags);
  ASSERT_EQ(front.fields.size(), 3U);
  EXPECT_EQ(front.Find("ref")->role, FieldRole::kKey);
  EXPECT_EQ(front.Find("rating")->role, FieldRole::kCopy);
  EXPECT_EQ(front.Find("other")->role, FieldRole::kIgnore);
  EXPECT_EQ(front.Find("none"), nullptr);
}

}  // namespace
}  // namespace lockstep
