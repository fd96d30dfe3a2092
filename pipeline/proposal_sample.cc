#include "pipeline/proposal_sample.h"

#include <algorithm>
#include <set>
#include <utility>

#include "locales/unicode.h"
#include "stages/front_matter.h"
#include "stages/model/hash.h"
#include "stages/skeleton.h"

namespace lockstep {
namespace {

constexpr std::size_t kPairs = 16;      // enough to tell a habit from an exception
constexpr std::size_t kUnpaired = 256;  // for each of the two largest languages

// Fields that sites use to pair translations, the most telling first.
constexpr const char* kKeyFields[] = {
    "ref", "page_id", "translationKey", "translation_key", "translation_id", "i18n_key", "key", "id", "uid"};
// Where documents stand on the site: the same for all languages where the site's generator adds the language.
constexpr const char* kAddressFields[] = {"permalink", "url", "slug"};
constexpr std::size_t kLeastShared = 2;  // one pair with the same address may be a slip
constexpr const char* kLangFields[] = {"lang", "language", "locale"};

// True where `part` is nearly all of `whole`.
bool Nearly(std::size_t part, std::size_t whole) {
  return whole > 0 && part * 10 >= whole * 9;
}

// The first `count` documents in the order of their places' hashes.
template <typename Item>
void KeepByHash(std::vector<Item>& items, std::size_t count) {
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    const std::uint64_t x = Hash64(a.front()->neutral);
    const std::uint64_t y = Hash64(b.front()->neutral);
    return x != y ? x < y : a.front()->path < b.front()->path;
  });
  if (items.size() > count) items.resize(count);
}

using Group = std::vector<const Candidate*>;

std::vector<Group> ByPlace(const std::vector<Candidate>& candidates) {
  std::map<std::string_view, Group> places;
  for (const Candidate& candidate : candidates) places[candidate.neutral].push_back(&candidate);
  std::vector<Group> groups;
  for (auto& [place, group] : places) {
    const std::string& first = group[0]->lang;
    if (std::all_of(group.begin(), group.end(), [&](auto* c) { return c->lang == first; })) continue;
    // English first, where it is there; the second by the hash, so that all languages get their turn.
    std::stable_partition(group.begin(), group.end(), [](auto* c) { return c->lang.substr(0, 2) == "en"; });
    const std::size_t second = 1 + Hash64(place) % (group.size() - 1);
    groups.push_back({group[0], group[second]});
  }
  return groups;
}

std::vector<Group> ByLanguage(const std::vector<Candidate>& candidates) {
  std::map<std::string, std::vector<Group>> langs;
  for (const Candidate& candidate : candidates) langs[candidate.lang].push_back({&candidate});
  std::vector<std::vector<Group>> sorted;
  for (auto& [lang, documents] : langs) sorted.push_back(std::move(documents));
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::vector<Group> groups;
  for (std::size_t i = 0; i < std::min<std::size_t>(2, sorted.size()); ++i) {
    KeepByHash(sorted[i], kUnpaired);
    groups.insert(groups.end(), sorted[i].begin(), sorted[i].end());
  }
  return groups;
}

std::string ScalarOf(const Head& head, const std::string& field) {
  const auto found = head.fields.find(field);
  return found == head.fields.end() || !found->second.IsScalar() ? "" : found->second.scalar;
}

// Documents by what pairs them; only those with at least two.
std::vector<std::vector<const Head*>> Pair(const std::vector<Head>& heads, const std::string& key_field) {
  std::map<std::string, std::vector<const Head*>> by_key;
  for (const Head& head : heads) {
    const std::string key = key_field.empty() ? head.neutral : ScalarOf(head, key_field);
    if (!key.empty()) by_key[key].push_back(&head);
  }
  std::vector<std::vector<const Head*>> pairs;
  for (auto& [key, group] : by_key) {
    if (group.size() > 1 && group[0]->lang != group[1]->lang) pairs.push_back(std::move(group));
  }
  return pairs;
}

bool Pairs(const std::vector<Head>& heads, const std::string& field) {
  std::set<std::string> keys;
  std::set<std::string> places;
  std::size_t present = 0;
  for (const Head& head : heads) {
    const std::string key = ScalarOf(head, field);
    if (key.empty()) continue;
    ++present;
    keys.insert(key);
    places.insert(head.neutral);
  }
  if (!Nearly(present, heads.size()) || Pair(heads, field).empty()) return false;
  std::size_t equal = 0;
  const auto pairs = Pair(heads, "");
  for (const auto& pair : pairs) equal += ScalarOf(*pair[0], field) == ScalarOf(*pair[1], field) ? 1 : 0;
  // Where translations stand at the same place, the field has to say the same, and other things of others.
  return pairs.empty() || (Nearly(equal, pairs.size()) && Nearly(keys.size(), places.size()));
}

// True where no two documents of one language have the same value in `field`.
bool TellsApart(const std::vector<Head>& heads, const std::string& field) {
  std::set<std::pair<std::string, std::string>> known;
  return std::all_of(heads.begin(), heads.end(), [&](const Head& head) {
    const std::string value = ScalarOf(head, field);
    return value.empty() || known.insert({head.lang, value}).second;
  });
}

// Text in some language: letters, and neither an address, a date, a number nor a truth value.
bool IsText(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kSequence) return std::any_of(node.items.begin(), node.items.end(), IsText);
  const std::string& text = node.scalar;
  if (!node.IsScalar() || text.empty() || text[0] == '/' || text.find("://") != std::string::npos) return false;
  if (node.style == YamlNode::Style::kPlain && (text == "true" || text == "false")) return false;
  if (IsDigit(DecodeAt(text, 0).value) && text.find(' ') == std::string::npos) return false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeAt(text, i);
    if (IsLetter(c.value)) return true;
    i += std::max<std::size_t>(c.size, 1);
  }
  return false;
}

// Adds what is in `value`, by the names that roles have for it; of the items of a list, the first that has one.
void AddParts(const std::string& name, const YamlNode& value, std::map<std::string, YamlNode>& fields) {
  for (const auto& [key, part] : value.entries) {
    const std::string of_part = name + '.' + FieldText(key);
    if (part.IsScalar()) fields.emplace(of_part, part);
    AddParts(of_part, part, fields);
  }
  for (const YamlNode& item : value.items) AddParts(name, item, fields);
}

// True where `b` is `a` with its language swapped. Parts of fields are told by no more than their names.
bool IsDerived(const std::string& name, const YamlNode& a, const Head& of_a, const YamlNode& b, const Head& of_b) {
  if (!a.IsScalar() || !b.IsScalar() || name.find('.') != std::string::npos) return false;
  return DerivedValue(FoldCase(a.scalar), FoldCase(of_a.lang), FoldCase(of_b.lang)) == FoldCase(b.scalar);
}

}  // namespace

Head ReadHeadOf(const Candidate& candidate, const ReadHead& read_head) {
  Head head{candidate.lang, candidate.neutral, {}};
  const Source source{candidate.path, read_head(candidate.path)};
  if (source.text.find("---") == std::string::npos || FindInvalidUtf8(source.text)) return head;
  Diagnostics ignored;  // a broken head tells nothing; sync will report it
  FrontMatter front = ReadFrontMatter(source, FieldRoles{}, ignored);
  for (Field& field : front.fields) {
    AddParts(field.name, field.value, head.fields);
    head.fields.emplace(std::move(field.name), std::move(field.value));
  }
  return head;
}

std::string LangOf(const Head& head) {
  for (const char* field : kLangFields) {
    const auto found = head.fields.find(field);
    if (found == head.fields.end() || !found->second.IsScalar()) continue;
    return CanonicalLanguageTag(found->second.scalar).value_or("");
  }
  return "";
}

std::vector<Head> Sample(const std::vector<Candidate>& candidates, const ReadHead& read_head) {
  std::vector<Group> groups = ByPlace(candidates);
  KeepByHash(groups, kPairs);
  if (groups.empty()) groups = ByLanguage(candidates);
  std::vector<Head> heads;
  for (const Group& group : groups) {
    for (const Candidate* candidate : group) heads.push_back(ReadHeadOf(*candidate, read_head));
  }
  return heads;
}

std::string FindLangField(const std::vector<Head>& heads) {
  for (const char* field : kLangFields) {
    const auto agrees = [&](const Head& head) {
      const std::string value = ScalarOf(head, field);
      return !value.empty() && CanonicalLanguageTag(value) == head.lang;
    };
    if (Nearly(static_cast<std::size_t>(std::count_if(heads.begin(), heads.end(), agrees)), heads.size())) return field;
  }
  return "";
}

std::string FindKeyField(const std::vector<Head>& heads) {
  for (const char* field : kKeyFields) {
    if (Pairs(heads, field)) return field;
  }
  return "";
}

std::string FindAddressField(const std::vector<Head>& heads) {
  for (const char* field : kAddressFields) {
    if (Pairs(heads, field) && TellsApart(heads, field) && Pair(heads, field).size() >= kLeastShared) return field;
  }
  return "";
}

void Compare(const std::vector<Head>& heads, const std::string& key_field, const FieldRoles& roles,
             std::map<std::string, Agreement>& fields) {
  for (const auto& pair : Pair(heads, key_field)) {
    for (const auto& [name, value] : pair[0]->fields) {
      const auto other = pair[1]->fields.find(name);
      if (other == pair[1]->fields.end()) continue;
      const bool is_text = IsText(value) && IsText(other->second);
      const bool is_derived = IsDerived(name, value, *pair[0], other->second, *pair[1]);
      if (!is_text && !is_derived && roles.Of(name) != FieldRole::kConvert) continue;
      Agreement& agreement = fields[name];
      agreement.derived += is_derived ? 1 : 0;
      ++(FieldText(value) == FieldText(other->second) ? agreement.equal : agreement.different);
    }
  }
}

}  // namespace lockstep
