#include "stages/keying.h"

#include <fmt/format.h>

#include <algorithm>

#include "locales/ascii.h"
#include "locales/unicode.h"
#include "stages/front_matter.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

// Which texts a pattern's {lang} takes.
enum class Accept {
  kKnown,   // languages; those of the rules are found without asking ICU
  kShaped,  // anything that looks like a tag, so that `xx` can be reported
  kListed,  // the site's own languages, or any known one where it lists none
};

bool IsTagCharacter(char c) {
  return IsAsciiAlnum(c) || c == '-' || c == '_';
}

// Two or three letters, then subtags: `xx`, `xx-YY`, but not `assets`.
bool IsTagShaped(std::string_view text) {
  const std::size_t language = std::min(text.find_first_of("-_"), text.size());
  return (language == 2 || language == 3) && (text.size() == language || text.size() - language <= 9) &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(language),
                     [](char c) { return IsTagCharacter(c) && (c < '0' || c > '9'); });
}

bool IsListed(std::string_view tag, const SiteRules& rules) {
  return tag == rules.source_lang || std::find(rules.targets.begin(), rules.targets.end(), tag) != rules.targets.end();
}

// Matches one path against one pattern. Nothing is allocated but where ICU is asked about a language.
class PatternMatcher {
 public:
  PatternMatcher(std::string_view path, const SiteRules& rules, Accept accept)
      : path_(path), rules_(rules), accept_(accept) {}

  bool Matches(std::string_view pattern) {
    lang_ = {};
    return Folders(pattern, 0);
  }
  // Where the path has the language; empty where the pattern has none.
  Range lang() const { return lang_; }

 private:
  // The rest of the path, from the start of a name, against the rest of the pattern.
  bool Folders(std::string_view pattern, std::size_t at) {
    const std::size_t slash = pattern.find('/');
    const std::string_view name = pattern.substr(0, slash);
    const bool last = slash == std::string_view::npos;
    if (name == "**") return last ? at < path_.size() : AnyFolders(pattern.substr(slash + 1), at);
    const std::size_t end = path_.find('/', at);
    if (last != (end == std::string_view::npos)) return false;
    const Range before = lang_;
    if (Name(name, at, std::min(end, path_.size())) && (last || Folders(pattern.substr(slash + 1), end + 1)))
      return true;
    lang_ = before;
    return false;
  }

  bool AnyFolders(std::string_view rest, std::size_t at) {
    while (true) {
      if (Folders(rest, at)) return true;
      const std::size_t end = path_.find('/', at);
      if (end == std::string_view::npos) return false;
      at = end + 1;
    }
  }

  // The bytes [at, end) of the path, within one name.
  bool Name(std::string_view pattern, std::size_t at, std::size_t end) {
    while (!pattern.empty()) {
      if (pattern.front() == '*') return AnyText(pattern.substr(1), at, end);
      if (pattern.substr(0, kLangPlaceholder.size()) == kLangPlaceholder)
        return Language(pattern.substr(kLangPlaceholder.size()), at, end);
      if (pattern.front() == '{') return Alternative(pattern, at, end);
      if (at == end || path_[at] != pattern.front()) return false;
      pattern.remove_prefix(1);
      ++at;
    }
    return at == end;
  }

  // The longest text first: in `a.b.ar.md`, `*.{lang}.md` finds `ar`.
  bool AnyText(std::string_view rest, std::size_t at, std::size_t end) {
    if (rest.empty()) return true;
    for (std::size_t to = end + 1; to-- > at;) {
      if (Name(rest, to, end)) return true;
    }
    return false;
  }

  // One of the texts of `{md,mdx}`, which the pattern begins with.
  bool Alternative(std::string_view pattern, std::size_t at, std::size_t end) {
    const std::size_t close = pattern.find('}');
    if (close == std::string_view::npos) return false;
    for (std::size_t begin = 1; begin <= close;) {
      const std::size_t behind = pattern.find_first_of(",}", begin);
      const std::string_view text = pattern.substr(begin, behind - begin);
      const bool is_here = path_.substr(at, end - at).starts_with(text);
      if (is_here && Name(pattern.substr(close + 1), at + text.size(), end)) return true;
      begin = behind + 1;
    }
    return false;
  }

  bool Language(std::string_view rest, std::size_t at, std::size_t end) {
    std::size_t to = at;
    while (to < end && IsTagCharacter(path_[to])) ++to;
    for (; to > at; --to) {
      const Range before = lang_;
      lang_ = {at, to};
      if (Name(rest, to, end) && Accepts(path_.substr(at, to - at))) return true;
      lang_ = before;
    }
    return false;
  }

  bool Accepts(std::string_view text) const {
    if (accept_ == Accept::kShaped) return IsTagShaped(text);
    if (IsListed(text, rules_)) return true;
    const std::optional<std::string> tag = CanonicalLanguageTag(text);
    return tag && (accept_ == Accept::kKnown || rules_.targets.empty() || IsListed(*tag, rules_));
  }

  std::string_view path_;
  const SiteRules& rules_;
  Accept accept_;
  Range lang_;
};

// The size of the extension that `path` has by the pattern: ".md", also where that says `.{md,mdx}`.
std::size_t ExtensionSize(std::string_view path, std::string_view pattern) {
  const bool has_choice = pattern.ends_with('}') && !pattern.ends_with(kLangPlaceholder);
  const std::string_view fixed = has_choice ? pattern.substr(0, pattern.rfind('{')) : pattern;
  const std::size_t dot = fixed.find_last_of("./*}");
  if (dot == std::string_view::npos || fixed[dot] != '.') return 0;
  return has_choice ? path.size() - path.rfind('.') : pattern.size() - dot;
}

// What the pattern's wildcards take of the path, without the extension.
std::string WildcardPart(std::string_view path, std::string_view pattern, std::size_t lang_size) {
  const std::string_view fixed = pattern.substr(0, FixedSize(pattern));
  const std::size_t begin = fixed.find(kLangPlaceholder) == std::string_view::npos
                                ? fixed.size()
                                : fixed.size() - kLangPlaceholder.size() + lang_size;
  return std::string(path.substr(begin, path.size() - begin - ExtensionSize(path, pattern)));
}

// The language with what sets it off from its neighbours: `/ar`, `.ar`, `-ar`, or `ar/` at the head.
Range WithSeparator(std::string_view path, Range lang, std::size_t head) {
  const bool folder_end = lang.end < path.size() && path[lang.end] == '/';
  const bool folder_begin = lang.begin == head || path[lang.begin - 1] == '/';
  if (folder_begin) return {lang.begin, folder_end ? lang.end + 1 : lang.end};
  if (std::string_view("./-_").find(path[lang.begin - 1]) != std::string_view::npos) return {lang.begin - 1, lang.end};
  return lang;
}

std::string NeutralPath(std::string_view path, std::string_view pattern, Range lang) {
  const std::size_t head = HeadSize(pattern);
  const std::size_t end = path.size() - std::min(ExtensionSize(path, pattern), path.size() - head);
  if (lang.empty()) return std::string(path.substr(head, end - head));
  const Range cut = WithSeparator(path, lang, head);
  std::string neutral(path.substr(head, cut.begin - head));
  if (cut.end < end) neutral += path.substr(cut.end, end - cut.end);
  return neutral;
}

// `docs/**/*.{lang}.md` without its suffix, `docs/**/*.md`; "" for patterns of another form.
std::string WithoutSuffix(std::string_view pattern) {
  const std::size_t at = pattern.rfind(".{lang}.");
  if (at == std::string_view::npos || pattern.find('/', at) != std::string_view::npos) return {};
  std::string out(pattern.substr(0, at));
  out += pattern.substr(at + kLangPlaceholder.size() + 1);
  return out;
}

bool HasSuffixForm(std::string_view pattern) {
  const std::size_t at = pattern.rfind(".{lang}.");
  return at != std::string_view::npos && pattern.find('/', at) == std::string_view::npos;
}

std::optional<PathMatch> MatchCollection(std::string_view path, const Collection& collection, const SiteRules& rules) {
  const std::string_view pattern = collection.files;
  const bool suffix = HasSuffixForm(pattern);
  PatternMatcher matcher(path, rules, suffix ? Accept::kListed : Accept::kKnown);
  if (matcher.Matches(pattern)) {
    const std::string_view text = Slice(path, matcher.lang());
    std::string lang =
        text.empty() || IsListed(text, rules) ? std::string(text) : CanonicalLanguageTag(text).value_or("");
    return PathMatch{&collection, std::move(lang), std::string(text),
                     collection.source.empty() ? NeutralPath(path, pattern, matcher.lang())
                                               : WildcardPart(path, pattern, text.size())};
  }
  if (!collection.source.empty()) {
    if (!matcher.Matches(collection.source)) return std::nullopt;
    return PathMatch{&collection, rules.source_lang, "", WildcardPart(path, collection.source, 0)};
  }
  if (suffix) {
    const std::string plain = WithoutSuffix(pattern);
    if (!matcher.Matches(plain)) return std::nullopt;
    return PathMatch{&collection, rules.source_lang, "", NeutralPath(path, plain, {})};
  }
  // At the root stands everything else a site has: `dev/` beside `en/` is a folder, and no language to complain about.
  if (pattern.substr(0, kLangPlaceholder.size() + 1) == "{lang}/") return std::nullopt;
  PatternMatcher shaped(path, rules, Accept::kShaped);
  if (!shaped.Matches(pattern)) return std::nullopt;
  return PathMatch{&collection, "", std::string(Slice(path, shaped.lang())), NeutralPath(path, pattern, shaped.lang())};
}

std::string_view KindName(const YamlNode& value) {
  return value.kind == YamlNode::Kind::kSequence ? "a list" : "a mapping";
}

bool IsCollection(const YamlNode& value) {
  return value.kind == YamlNode::Kind::kSequence || value.kind == YamlNode::Kind::kMap;
}

// The place to point at where front matter lacks a field: its opening fence.
Range FenceOf(const Source& source, const FrontMatter& front) {
  const std::size_t end = source.text.find_first_of("\r\n", front.range.begin);
  return {front.range.begin, std::min(end, source.text.size())};
}

std::optional<std::string> RefByField(const Source& source, const FrontMatter& front, const std::string& name,
                                      Diagnostics& diags) {
  const Field* field = front.Find(name);
  if (field == nullptr && diags.HasErrors()) return std::nullopt;  // what was reported is the cause
  if (!front.present) {
    diags.Error(source, {0, 0}, "front-matter-missing",
                fmt::format("no YAML front matter, expected one with `{}`", name));
  } else if (field == nullptr) {
    diags.Error(source, FenceOf(source, front), "ref-missing",
                fmt::format("no `{}` in the front matter, expected the key that pairs the translations", name));
  } else if (IsCollection(field->value)) {
    diags.Error(source, field->value.range, "ref-type",
                fmt::format("`{}` is {}, expected a text", name, KindName(field->value)));
  } else {
    std::string ref = FieldText(field->value);
    if (!ref.empty()) return ref;
    diags.Error(source, field->key_range, "ref-missing",
                fmt::format("`{}` is empty, expected the key that pairs the translations", name));
  }
  return std::nullopt;
}

// File systems differ in the form that they give names; a name that is no UTF-8 stays as it is.
std::string RefByPath(const std::string& neutral) {
  return FindInvalidUtf8(neutral) ? neutral : ToNfc(neutral);
}

std::optional<std::string> LangByPath(const Source& source, const PathMatch& match, Diagnostics& diags) {
  if (!match.lang.empty()) return match.lang;
  const std::string& field = match.collection->lang_field;
  if (!match.lang_text.empty()) {
    diags.Error(
        source, {0, 0}, "lang-unknown",
        fmt::format("unknown language `{}` in the path, expected a tag such as `en` or `pt-BR`", match.lang_text));
  } else if (field.empty()) {
    diags.Error(source, {0, 0}, "lang-missing", "the path names no language");
  } else {
    diags.Error(source, {0, 0}, "lang-missing",
                fmt::format("no `{}` in the front matter, expected the language of the text", field));
  }
  return std::nullopt;
}

std::optional<std::string> LangOf(const Source& source, const FrontMatter& front, const PathMatch& match,
                                  Diagnostics& diags) {
  const std::string& name = match.collection->lang_field;
  const Field* field = name.empty() ? nullptr : front.Find(name);
  if (field == nullptr || field->value.kind == YamlNode::Kind::kNull) return LangByPath(source, match, diags);
  const std::string text = FieldText(field->value);
  std::optional<std::string> lang = CanonicalLanguageTag(text);
  if (!lang) {
    diags.Error(source, field->value.range, "lang-unknown",
                fmt::format("unknown language `{}`, expected a tag such as `en` or `pt-BR`", text));
  } else if (!match.lang_text.empty() && *lang != match.lang) {
    diags.Warning(source, field->value.range, "lang-differs",
                  fmt::format("`{}` is `{}`, but the path says `{}`", name, text, match.lang_text));
  }
  return lang;
}

}  // namespace

std::size_t FixedSize(std::string_view pattern) {
  const std::size_t slash = pattern.substr(0, pattern.find('*')).rfind('/');
  return slash == std::string_view::npos ? 0 : slash + 1;
}

std::size_t HeadSize(std::string_view pattern) {
  return FixedSize(pattern.substr(0, pattern.find(kLangPlaceholder)));
}

std::optional<PathMatch> MatchPath(std::string_view path, const SiteRules& rules) {
  for (const Collection& collection : rules.collections) {
    std::optional<PathMatch> match = MatchCollection(path, collection, rules);
    if (!match) continue;
    PatternMatcher excluded(path, rules, Accept::kKnown);
    const auto is_match = [&](const std::string& pattern) { return excluded.Matches(pattern); };
    if (std::any_of(rules.exclude.begin(), rules.exclude.end(), is_match)) return std::nullopt;
    return match;
  }
  return std::nullopt;
}

std::optional<DocumentKey> KeyOf(const Source& source, const FrontMatter& front, const PathMatch& match,
                                 Diagnostics& diags) {
  const Collection& collection = *match.collection;
  std::optional<std::string> ref =
      collection.key_field.empty() ? RefByPath(match.neutral) : RefByField(source, front, collection.key_field, diags);
  if (!ref) return std::nullopt;
  std::optional<std::string> lang = LangOf(source, front, match, diags);
  if (!lang) return std::nullopt;
  return DocumentKey{collection.name, *std::move(ref), *std::move(lang)};
}

}  // namespace lockstep
