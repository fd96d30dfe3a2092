// Reads lockstep.yml: strict where a mistake would change what is done, friendly about the rest.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "locales/unicode.h"
#include "locales/yaml.h"
#include "pipeline/configuration.h"
#include "pipeline/suggestion.h"
#include "stages/keying.h"
#include "stages/model/source.h"

namespace lockstep {
namespace {

const std::vector<FieldRole>& AllRoles() {
  static const std::vector<FieldRole> roles = {FieldRole::kKey,     FieldRole::kCopy,   FieldRole::kTranslate,
                                               FieldRole::kConvert, FieldRole::kFollow, FieldRole::kDerive,
                                               FieldRole::kIgnore};
  return roles;
}

std::vector<std::string> RoleNames() {
  std::vector<std::string> names;
  for (const FieldRole role : AllRoles()) names.emplace_back(Name(role));
  return names;
}

// One reading of one file: knows the text, so that every complaint shows its place.
class Reader {
 public:
  Reader(const std::string& text, const std::string& path) : source_{path, text} {}

  Configuration Read();

 private:
  using Entry = std::pair<YamlNode, YamlNode>;

  Diagnostic At(Range range, Severity severity, std::string_view code, std::string message) const;
  [[noreturn]] void Fail(const YamlNode& node, std::string message) const;
  void Warn(const YamlNode& node, std::string message);

  YamlNode Parse() const;
  void CheckKeys(const YamlNode& map, const std::vector<std::string>& known, std::string_view where);
  std::string Text(const YamlNode& node, std::string_view what) const;
  std::string Language(const YamlNode& node) const;
  std::string Target(const YamlNode& node) const;
  std::vector<const YamlNode*> List(const YamlNode& node, std::string_view what) const;
  FieldRole Role(const YamlNode& node) const;

  void ReadVersion(const YamlNode& root);
  void ReadCollections(const YamlNode& root);
  Collection ReadCollection(const YamlNode& node);
  std::string ReadPattern(const YamlNode& node, bool lang_allowed) const;
  std::string ReadSource(const YamlNode& node, const std::string& files) const;
  std::string ReadFieldOrPath(const YamlNode& node, std::string_view what) const;
  void ReadFields(const YamlNode& fields);
  double Percent(const YamlNode& node) const;
  void ReadGuards(const YamlNode& guards);
  void ReadPolicy(const YamlNode& policy);
  template <typename Value, std::size_t n>
  Value OneOf(const YamlNode& node, const std::array<Value, n>& values) const;
  void AddKeyFields();
  std::int64_t Duration(const YamlNode& node) const;

  Source source_;
  Configuration result_;
};

Diagnostic Reader::At(Range range, Severity severity, std::string_view code, std::string message) const {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.where = Locate(source_, range);
  return diagnostic;
}

void Reader::Fail(const YamlNode& node, std::string message) const {
  Diagnostic problem = At(node.range, Severity::kError, "config-invalid", std::move(message));
  // A misspelt key is a likely cause of what is missing.
  for (const Diagnostic& warning : result_.warnings) problem.notes.push_back({warning.where, warning.message});
  throw ConfigurationError(std::move(problem));
}

void Reader::Warn(const YamlNode& node, std::string message) {
  result_.warnings.push_back(At(node.range, Severity::kWarning, "config-unknown", std::move(message)));
}

YamlNode Reader::Parse() const {
  const std::size_t size = source_.text.size();
  const auto fail = [&](std::size_t offset, std::string message) {
    const std::size_t begin = std::min(offset, size);
    throw ConfigurationError(
        At({begin, std::min(begin + 1, size)}, Severity::kError, "config-yaml", std::move(message)));
  };
  if (const auto invalid = FindInvalidUtf8(source_.text)) fail(*invalid, "not UTF-8");
  try {
    return ParseYaml(source_.text);
  } catch (const YamlError& error) {
    fail(error.offset, error.what());
  }
  return {};
}

// Warns about keys that are not known, and fails on those that are there twice.
void Reader::CheckKeys(const YamlNode& map, const std::vector<std::string>& known, std::string_view where) {
  std::set<std::string> seen;
  for (const auto& [key, value] : map.entries) {
    if (!seen.insert(key.scalar).second) Fail(key, fmt::format("key \"{}\" is there twice", key.scalar));
    if (std::find(known.begin(), known.end(), key.scalar) != known.end()) continue;
    Warn(key, fmt::format("unknown key \"{}\"{}{}", key.scalar, where, DidYouMean(key.scalar, known)));
  }
}

std::string Reader::Text(const YamlNode& node, std::string_view what) const {
  if (!node.IsScalar() || node.scalar.empty()) Fail(node, fmt::format("expected {}", what));
  return node.scalar;
}

std::string Reader::Language(const YamlNode& node) const {
  const std::string text = Text(node, "a language tag like en or pt-BR");
  const std::optional<std::string> tag = CanonicalLanguageTag(text);
  if (!tag) Fail(node, fmt::format("\"{}\" is no language tag, expected one like en or pt-BR", text));
  return *tag;
}

// Requires that the source language is known.
std::string Reader::Target(const YamlNode& node) const {
  std::string lang = Language(node);
  if (lang == result_.rules.source_lang) {
    Fail(node, fmt::format("\"{}\" is the source language, expected those that it is translated into", lang));
  }
  return lang;
}

// The items of a list; nothing (null) is an empty one.
std::vector<const YamlNode*> Reader::List(const YamlNode& node, std::string_view what) const {
  if (node.kind != YamlNode::Kind::kSequence && node.kind != YamlNode::Kind::kNull) {
    Fail(node, fmt::format("expected a list of {}", what));
  }
  std::vector<const YamlNode*> items;
  for (const YamlNode& item : node.items) items.push_back(&item);
  return items;
}

FieldRole Reader::Role(const YamlNode& node) const {
  for (const FieldRole role : AllRoles()) {
    if (node.IsScalar() && node.scalar == Name(role)) return role;
  }
  Fail(node, fmt::format("expected one of {}", fmt::join(RoleNames(), ", ")));
}

void Reader::ReadVersion(const YamlNode& root) {
  const YamlNode* const version = root.Find("version");
  if (version == nullptr) {
    Warn(root, "no version; write `version: 1` so that later programs know how to read this file");
    return;
  }
  const std::string text = Text(*version, "the number 1");
  if (text == "1") return;
  const bool number = text.find_first_not_of("0123456789") == std::string::npos && text[0] != '0';
  Fail(*version, number ? fmt::format("version {} is newer than this program, which knows version 1", text)
                        : fmt::format("version \"{}\" is none, expected 1", text));
}

// The size of `{md,mdx}` that `pattern` begins with, or 0.
std::size_t ChoiceSize(std::string_view pattern) {
  const std::size_t close = pattern.find_first_of("{}*/", 1);
  const bool is_choice = pattern.front() == '{' && close != std::string_view::npos && pattern[close] == '}' &&
                         pattern.substr(0, close).find(',') != std::string_view::npos;
  return is_choice ? close + 1 : 0;
}

std::string Reader::ReadPattern(const YamlNode& node, bool lang_allowed) const {
  std::string pattern = Text(node, "a pattern like docs/{lang}/**/*.md");
  const auto fail = [&](std::string_view reason) { Fail(node, fmt::format("pattern \"{}\" {}", pattern, reason)); };
  if (pattern[0] == '/') fail("begins with /, but is relative to the site");
  bool lang = false;
  for (std::size_t at = pattern.find_first_of("{}"); at != std::string::npos; at = pattern.find_first_of("{}", at)) {
    if (const std::size_t choice = ChoiceSize(std::string_view(pattern).substr(at)); choice > 0) {
      if (pattern.find('/', at) != std::string::npos) fail("has a choice like {md,mdx} in the name of a folder");
      at += choice;
      continue;
    }
    if (pattern.compare(at, kLangPlaceholder.size(), kLangPlaceholder) != 0) {
      fail("has a brace that is neither {lang} nor a choice like {md,mdx}");
    }
    if (!lang_allowed) fail("must not have {lang}");
    if (lang) fail("has {lang} twice");
    lang = true;
    at += kLangPlaceholder.size();
  }
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    const std::string_view name = std::string_view(pattern).substr(begin, end - begin);
    if (name.empty()) fail("has an empty name between slashes");
    if (name == "." || name == "..") fail("has . or .. for a name");
    if (name.find("**") != std::string_view::npos && name != "**") fail("has ** with other characters in a name");
    begin = end + 1;
  }
  return pattern;
}

// `path`, or `{field: NAME}`: the name, "" for path.
std::string Reader::ReadFieldOrPath(const YamlNode& node, std::string_view what) const {
  if (node.IsScalar() && node.scalar == "path") return "";
  const YamlNode* const field = node.entries.size() == 1 ? node.Find("field") : nullptr;
  if (field == nullptr) Fail(node, fmt::format("expected `{0}: path` or `{0}: {{field: NAME}}`", what));
  return Text(*field, "the name of a front-matter field");
}

// Where the source language has its documents. What the wildcards of both patterns take is compared, so `files` has its
// language before them.
std::string Reader::ReadSource(const YamlNode& node, const std::string& files) const {
  std::string pattern = ReadPattern(node, false);
  if (files.find(kLangPlaceholder) >= FixedSize(files)) {
    Fail(node,
         fmt::format(
             "`source` goes with a folder for each language, {{lang}}/, before any * in `files`, but that is \"{}\"",
             files));
  }
  return pattern;
}

Collection Reader::ReadCollection(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::kMap) Fail(node, "expected a collection with name and files");
  CheckKeys(node, {"name", "files", "source", "key", "lang"}, " in a collection");
  const YamlNode* const name = node.Find("name");
  const YamlNode* const files = node.Find("files");
  if (name == nullptr) Fail(node, "a collection without a name");
  if (files == nullptr) Fail(*name, fmt::format("collection \"{}\" has no files", name->scalar));

  Collection collection;
  collection.name = Text(*name, "a name");
  collection.files = ReadPattern(*files, true);
  if (const YamlNode* source = node.Find("source")) collection.source = ReadSource(*source, collection.files);
  if (const YamlNode* key = node.Find("key")) collection.key_field = ReadFieldOrPath(*key, "key");
  if (const YamlNode* lang = node.Find("lang")) collection.lang_field = ReadFieldOrPath(*lang, "lang");
  if (collection.files.find(kLangPlaceholder) == std::string::npos) {
    if (collection.lang_field.empty()) {
      Fail(*files, fmt::format("pattern \"{}\" has no {{lang}}, and no `lang: {{field: NAME}}` tells the language",
                               collection.files));
    }
    if (collection.key_field.empty()) {
      Fail(*files, fmt::format("pattern \"{}\" has no {{lang}}, and no `key: {{field: NAME}}` pairs the documents",
                               collection.files));
    }
  }
  return collection;
}

void Reader::ReadCollections(const YamlNode& root) {
  const YamlNode* const collections = root.Find("collections");
  if (collections == nullptr || List(*collections, "collections").empty()) {
    Fail(collections == nullptr ? root : *collections, "no collections; `lockstep init --dry-run` proposes some");
  }
  std::set<std::string> names;
  for (const YamlNode& item : collections->items) {
    Collection collection = ReadCollection(item);
    if (!names.insert(collection.name).second) {
      Fail(*item.Find("name"), fmt::format("collection \"{}\" is there twice", collection.name));
    }
    result_.rules.collections.push_back(std::move(collection));
    result_.patterns.push_back(Locate(source_, item.Find("files")->range));
  }
}

void Reader::ReadFields(const YamlNode& fields) {
  if (fields.kind != YamlNode::Kind::kMap) Fail(fields, "expected lists of fields by role, like `translate: [title]`");
  std::vector<std::string> known = RoleNames();
  known.emplace_back("otherwise");
  CheckKeys(fields, known, " in fields");
  FieldRoles& roles = result_.rules.roles;
  roles = FieldRoles{};
  if (const YamlNode* otherwise = fields.Find("otherwise")) roles.otherwise = Role(*otherwise);
  for (const FieldRole role : AllRoles()) {
    const YamlNode* const names = fields.Find(Name(role));
    if (names == nullptr) continue;
    for (const YamlNode* name : List(*names, "field names")) {
      const std::string text = Text(*name, "the name of a front-matter field");
      if (!roles.by_name.emplace(text, role).second) Fail(*name, fmt::format("field \"{}\" has a role already", text));
      const bool stands_at_top = role == FieldRole::kConvert || role == FieldRole::kDerive;
      if (stands_at_top && text.find('.') != std::string::npos)
        Fail(*name, fmt::format("field \"{}\" is in another one, and cannot be converted or derived", text));
    }
  }
}

double Reader::Percent(const YamlNode& node) const {
  const std::string text = Text(node, "a share such as 20%");
  double value = -1;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  const bool is_percent = error == std::errc{} && std::string_view(rest, static_cast<std::size_t>(end - rest)) == "%";
  if (!is_percent || !(value >= 0 && value <= 100)) {
    Fail(node, fmt::format("\"{}\" is no share, expected one from 0% to 100%", text));
  }
  return value;
}

void Reader::ReadGuards(const YamlNode& guards) {
  if (guards.kind == YamlNode::Kind::kNull) return;
  if (guards.kind != YamlNode::Kind::kMap) Fail(guards, "expected a mapping like `lost_reviews: 20%`");
  CheckKeys(guards, {"lost_reviews", "outdated_translations", "above"}, " in guards");
  if (const YamlNode* share = guards.Find("lost_reviews")) result_.guards.lost_reviews = Percent(*share);
  if (const YamlNode* share = guards.Find("outdated_translations")) {
    result_.guards.outdated_translations = Percent(*share);
  }
  if (const YamlNode* above = guards.Find("above")) {
    const std::string text = Text(*above, "a number of reviews");
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, result_.guards.above);
    if (error != std::errc{} || rest != end) Fail(*above, fmt::format("\"{}\" is no number of reviews", text));
  }
}

// The value whose name `node` is.
template <typename Value, std::size_t n>
Value Reader::OneOf(const YamlNode& node, const std::array<Value, n>& values) const {
  std::vector<std::string> names;
  for (const Value value : values) {
    if (node.IsScalar() && node.scalar == Name(value)) return value;
    names.emplace_back(Name(value));
  }
  Fail(node, fmt::format("expected one of {}{}", fmt::join(names, ", "), DidYouMean(node.scalar, names)));
}

void Reader::ReadPolicy(const YamlNode& policy) {
  const auto expect_map = [&](const YamlNode& node, std::string_view example) {
    if (node.kind == YamlNode::Kind::kNull) return;
    if (node.kind != YamlNode::Kind::kMap) Fail(node, fmt::format("expected a mapping like `{}`", example));
  };
  expect_map(policy, "stale: [rating, figure]");
  CheckKeys(policy, {"stale", "severity", "field_severity"}, " in policy");
  if (const YamlNode* stale = policy.Find("stale")) {
    std::vector<EditClass>& ignored = result_.policy.ignored;
    ignored.assign(kEditClasses.begin(), kEditClasses.end());
    for (const YamlNode* name : List(*stale, "classes of edits")) std::erase(ignored, OneOf(*name, kEditClasses));
  }
  if (const YamlNode* severity = policy.Find("severity")) {
    expect_map(*severity, "currency: none");
    for (const auto& [key, value] : severity->entries) {
      if (!result_.policy.severities.emplace(OneOf(key, kEditClasses), OneOf(value, kUrgencies)).second) {
        Fail(key, fmt::format("key \"{}\" is there twice", key.scalar));
      }
    }
  }
  if (const YamlNode* fields = policy.Find("field_severity")) {
    expect_map(*fields, "tags: low");
    for (const auto& [key, value] : fields->entries) {
      const std::string name = Text(key, "the name of a front-matter field");
      if (!result_.policy.field_severities.emplace(name, OneOf(value, kUrgencies)).second) {
        Fail(key, fmt::format("key \"{}\" is there twice", name));
      }
    }
  }
}

// What pairs the documents of a collection has that role, whatever else is said of it.
void Reader::AddKeyFields() {
  for (const Collection& collection : result_.rules.collections) {
    for (const std::string& field : {collection.key_field, collection.lang_field}) {
      if (!field.empty()) result_.rules.roles.by_name[field] = FieldRole::kKey;
    }
  }
}

// "36h" in milliseconds.
std::int64_t Reader::Duration(const YamlNode& node) const {
  constexpr std::int64_t kMinute = 60'000;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  constexpr std::int64_t kMost = 999'999;
  const std::string text = Text(node, "a time like 1d, 36h or 90m");
  std::int64_t number = 0;
  const auto [unit, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view name(unit, static_cast<std::size_t>(text.data() + text.size() - unit));
  const std::int64_t factor = name == "d" ? kDay : name == "h" ? kHour : name == "m" ? kMinute : 0;
  if (error != std::errc() || number < 0 || number > kMost || factor == 0) {
    Fail(node, fmt::format("\"{}\" is no time, expected one like 1d, 36h or 90m", text));
  }
  return number * factor;
}

Configuration Reader::Read() {
  const YamlNode root = Parse();
  if (root.kind != YamlNode::Kind::kMap) Fail(root, "expected `version: 1`, `collections:` and so on");
  CheckKeys(root,
            {"version", "source_lang", "targets", "collections", "exclude", "fields", "guards", "policy",
             "settling_time", "store", "locales"},
            "");
  ReadVersion(root);
  if (const YamlNode* lang = root.Find("source_lang")) result_.rules.source_lang = Language(*lang);
  if (const YamlNode* targets = root.Find("targets")) {
    for (const YamlNode* lang : List(*targets, "language tags")) result_.rules.targets.push_back(Target(*lang));
  }
  ReadCollections(root);
  if (const YamlNode* exclude = root.Find("exclude")) {
    for (const YamlNode* pattern : List(*exclude, "patterns")) {
      result_.rules.exclude.push_back(ReadPattern(*pattern, false));
    }
  }
  if (const YamlNode* fields = root.Find("fields")) ReadFields(*fields);
  if (const YamlNode* guards = root.Find("guards")) ReadGuards(*guards);
  if (const YamlNode* policy = root.Find("policy")) ReadPolicy(*policy);
  if (const YamlNode* store = root.Find("store")) result_.store = Text(*store, "a directory");
  if (const YamlNode* locales = root.Find("locales")) {
    result_.locales = Text(*locales, "a directory");
    result_.locales_at = Locate(source_, locales->range);
  }
  if (const YamlNode* settling = root.Find("settling_time")) result_.settling_ms = Duration(*settling);
  AddKeyFields();
  return std::move(result_);
}

}  // namespace

Configuration ParseConfiguration(const std::string& text, const std::string& path) {
  return Reader(text, path).Read();
}

}  // namespace lockstep
