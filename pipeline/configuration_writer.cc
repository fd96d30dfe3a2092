// Writes lockstep.yml for people: every line says what it is for.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "locales/yaml.h"
#include "pipeline/configuration.h"

namespace lockstep {
namespace {

// A role and what the file says about it.
struct RoleLine {
  FieldRole role;
  const char* comment;
};
constexpr RoleLine kRoleLines[] = {
    {FieldRole::kKey, "pairs documents or names their language"},
    {FieldRole::kCopy, "must equal the source's"},
    {FieldRole::kTranslate, "text for translators"},
    {FieldRole::kConvert, "local value; goes stale when the source's changes"},
    {FieldRole::kFollow, "informs, never makes stale by itself"},
    {FieldRole::kDerive, "the source's, with the language swapped"},
    {FieldRole::kIgnore, "no business of a translation"},
};

std::string Scalar(std::string_view text, bool in_flow) {
  return FormatYamlScalar(text, YamlNode::Style::kPlain, in_flow);
}

std::string FlowList(const std::vector<std::string>& items) {
  std::vector<std::string> scalars;
  for (const std::string& item : items) scalars.push_back(Scalar(item, true));
  return fmt::format("[{}]", fmt::join(scalars, ", "));
}

std::string FieldOrPath(const std::string& field) {
  return field.empty() ? "path" : fmt::format("{{field: {}}}", Scalar(field, true));
}

std::string Collections(const SiteRules& rules) {
  std::string out =
      "# What is translated. In `files`, * stands for part of a name, ** for any folders, {lang} for the language.\n"
      "# `key` pairs the languages: a front-matter field, or the path without its language.\n"
      "# `lang` tells a document's language: a front-matter field, or the path.\n"
      "collections:\n";
  for (const Collection& collection : rules.collections) {
    out +=
        fmt::format("  - name: {}\n    files: {}\n", Scalar(collection.name, false), Scalar(collection.files, false));
    if (!collection.source.empty()) {
      out += fmt::format("    source: {}  # the source language's own\n", Scalar(collection.source, false));
    }
    out += fmt::format("    key: {}\n    lang: {}\n", FieldOrPath(collection.key_field),
                       FieldOrPath(collection.lang_field));
  }
  return out;
}

std::string Fields(const FieldRoles& roles) {
  std::string out = "# What each front-matter field is to a translation.\nfields:\n";
  for (const auto& [role, comment] : kRoleLines) {
    std::vector<std::string> names;
    for (const auto& [name, of] : roles.by_name) {
      if (of == role) names.push_back(name);
    }
    if (!names.empty()) out += fmt::format("  {}: {}  # {}\n", Name(role), FlowList(names), comment);
  }
  return out + fmt::format("  otherwise: {}  # all others\n", Name(roles.otherwise));
}

}  // namespace

std::string WriteConfiguration(const SiteRules& rules) {
  std::string out = "# How lockstep reads this site. `lockstep help` lists what can be done with it.\nversion: 1\n\n";
  out += fmt::format("# The language that the others follow.\nsource_lang: {}\n\n", Scalar(rules.source_lang, false));
  out += "# The languages to keep level; an empty list means every language that is found.\n";
  out += fmt::format("targets: {}\n\n", FlowList(rules.targets));
  out += Collections(rules) + '\n';
  out += fmt::format("# Files that the patterns above would take, but should not.\nexclude: {}\n\n",
                     FlowList(rules.exclude));
  out += Fields(rules.roles);
  out +=
      "\n# Which edits of the source make a translation stale, and how much they matter (high, medium, low, none).\n"
      "# policy:\n"
      "#   stale: [rating, structure, figure, field, prose, currency, reference]\n"
      "#   severity: {currency: none}\n"
      "#   field_severity: {tags: low}\n";
  out += "\n# An edit of a translation and one of its source within this time are one edit, whichever comes first.\n";
  out += "# settling_time: 1d\n";
  out += "\n# The translation memory, and the site's own language files (relative to this file).\n";
  return out + "# store: .lockstep\n# locales: locales\n";
}

}  // namespace lockstep
