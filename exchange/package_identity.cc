#include "exchange/package_identity.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "exchange/quoting.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

template <typename Value>
struct Key {
  std::string_view name;
  std::string Value::*member;
};

constexpr std::array<Key<WorkPackage>, 4> kPackageKeys = {{{"package", &WorkPackage::id},
                                                           {"site", &WorkPackage::site},
                                                           {"version", &WorkPackage::version},
                                                           {"made", &WorkPackage::made}}};
constexpr std::array<Key<PackageAnswers>, 4> kAnswersKeys = {{{"package", &PackageAnswers::id},
                                                              {"site", &PackageAnswers::site},
                                                              {"version", &PackageAnswers::version},
                                                              {"made", &PackageAnswers::made}}};
constexpr std::array<Key<PackageFile>, 4> kFileKeys = {{{"collection", &PackageFile::collection},
                                                        {"ref", &PackageFile::ref},
                                                        {"source-path", &PackageFile::source_path},
                                                        {"target-path", &PackageFile::target_path}}};
constexpr std::array<Key<AnsweredFile>, 4> kAnsweredKeys = {{{"collection", &AnsweredFile::collection},
                                                             {"ref", &AnsweredFile::ref},
                                                             {"source-path", &AnsweredFile::source_path},
                                                             {"target-path", &AnsweredFile::target_path}}};

template <typename Value>
KeyedTexts Collect(const Value& value, const std::array<Key<Value>, 4>& keys) {
  KeyedTexts texts;
  for (const auto& [name, member] : keys) {
    if (!(value.*member).empty()) texts.emplace_back(name, value.*member);
  }
  return texts;
}

template <typename Value>
bool Set(std::string_view key, std::string_view text, Value& value, const std::array<Key<Value>, 4>& keys) {
  const auto at = std::find_if(keys.begin(), keys.end(), [&](const Key<Value>& known) { return known.name == key; });
  if (at == keys.end()) return false;
  if ((value.*(at->member)).empty()) value.*(at->member) = text;
  return true;
}

std::string PlaceOf(const PackageFile& file, const PackageUnit& unit) {
  std::string place = file.source_path;
  if (unit.source_line != 0) place += fmt::format(":{}", unit.source_line);
  if (unit.target_line != 0) place += fmt::format(", {}:{}", file.target_path, unit.target_line);
  return place;
}

}  // namespace

KeyedTexts IdentityOf(const WorkPackage& package) {
  return Collect(package, kPackageKeys);
}
KeyedTexts IdentityOf(const PackageFile& file) {
  return Collect(file, kFileKeys);
}

bool SetIdentity(std::string_view key, std::string_view value, PackageAnswers& package) {
  return Set(key, value, package, kAnswersKeys);
}
bool SetIdentity(std::string_view key, std::string_view value, AnsweredFile& file) {
  return Set(key, value, file, kAnsweredKeys);
}

// Where names are quoted with one colon and two digits, two colons are none of theirs.
std::string FileIdOf(const PackageFile& file) {
  const auto keeps = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' ||
           c == '-';
  };
  return Quoted(file.collection, ':', keeps) + "::" + Quoted(file.ref, ':', keeps);
}

bool SetByFileId(std::string_view id, AnsweredFile& file) {
  const std::size_t middle = id.find("::");
  if (middle == std::string_view::npos) return false;
  if (file.collection.empty()) file.collection = Unquoted(id.substr(0, middle), ':');
  if (file.ref.empty()) file.ref = Unquoted(id.substr(middle + 2), ':');
  return true;
}

std::string HashText(std::uint64_t hash) {
  return hash == 0 ? std::string() : fmt::format("{:016x}", hash);
}

std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hash, 16);
  return error == std::errc() && end == text.data() + text.size() ? hash : 0;
}

KeyedTexts NotesOf(const PackageFile& file, const PackageUnit& unit) {
  KeyedTexts notes;
  const auto add = [&](std::string_view key, std::string text) {
    if (!text.empty()) notes.emplace_back(key, std::move(text));
  };
  add("reason", unit.reason.empty() ? unit.reason_class : unit.reason);
  add("old-source", unit.old_source ? PlainText(*unit.old_source) : std::string());
  add("section", unit.section);
  add("previous", unit.previous);
  add("next", unit.next);
  add("facts", fmt::format("{}", fmt::join(unit.facts, "; ")));
  add("length", fmt::format("{} characters", CountCodePoints(PlainText(unit.source))));
  add("place", PlaceOf(file, unit));
  return notes;
}

}  // namespace lockstep
