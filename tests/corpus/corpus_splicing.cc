// Holds what comes back of work packages against real histories, read from standard input as documents, each
//
//   PATH SIZE<LF>, SIZE bytes, <LF>
//
//   identity   pairs: a source and its translation. All of it is exported, read back and imported; every byte stays.
//   history    fours: source and translation before an edit of both, and after. The translation before is given the
//              texts of the one after, unit by unit, as if a translator had sent them, and held against it.
//   propagate  the same fours: what lockstep takes over by itself is held against what people did.
//
// With `--out DIR`, what was made and what people wrote is left there, as N.made.md and N.wanted.md.
// The language of a path is the name in it that is a tag. Prints what differs by class; `--show N` the first N cases.
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exchange/package_format.h"
#include "stages/alignment.h"
#include "stages/answer_labels.h"
#include "stages/answers.h"
#include "stages/bindings.h"
#include "stages/coded_text.h"
#include "stages/front_matter.h"
#include "stages/preparation.h"
#include "stages/propagation.h"
#include "stages/splice.h"
#include "stages/version_matching.h"
#include "stages/work_units.h"

namespace lockstep {
namespace {

struct NamedText {
  std::string path;
  std::string text;
};

std::optional<NamedText> Read(std::istream& in) {
  std::string header;
  if (!std::getline(in, header)) return std::nullopt;
  const std::size_t space = header.rfind(' ');
  if (space == std::string::npos) return std::nullopt;
  NamedText read{header.substr(0, space), std::string(std::stoul(header.substr(space + 1)), '\0')};
  in.read(read.text.data(), static_cast<std::streamsize>(read.text.size()));
  in.ignore();  // the line end behind the bytes
  return read;
}

// How often each thing happened, and the first cases of it.
class Tally {
 public:
  explicit Tally(std::size_t show) : show_(show) {}

  void Count(const std::string& what, const std::string& example = "") {
    const std::size_t count = ++counts_[what];
    if (!example.empty() && count <= show_) std::cout << "-- " << what << ": " << example << "\n";
  }
  std::size_t Of(const std::string& what) const {
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
  }
  void Print() const {
    for (const auto& [what, count] : counts_) std::cout << what << ": " << count << "\n";
  }

 private:
  std::size_t show_;
  std::map<std::string, std::size_t> counts_;
};

// A translation with its bindings at one moment.
struct State {
  Document source;
  Document target;
  Bindings bindings;
};

class Workshop {
 public:
  Workshop(std::size_t show, std::string out) : tally(show), out_(std::move(out)) {}

  void Leave(const Document& made, const Document& wanted) {
    if (out_.empty()) return;
    const std::string name = out_ + "/" + std::to_string(++left_);
    std::ofstream(name + ".made.md", std::ios::binary) << made.source.text;
    std::ofstream(name + ".wanted.md", std::ios::binary) << wanted.source.text;
  }

  Document Make(const NamedText& file) {
    Diagnostics diags;
    return PrepareFile({file.path, file.text}, "", rules_, tools_, diags);
  }
  Preparer PreparerFor(const Document& like) {
    return [this, path = like.source.path, lang = like.key.lang](std::string text) {
      Diagnostics diags;
      Document made = PrepareFile({path, std::move(text)}, lang, rules_, tools_, diags);
      made.usable = made.usable && !diags.HasErrors();
      return made;
    };
  }
  Finders FindersFor(const State& state) {
    return {tools_.For(state.source.key.lang).facts, tools_.For(state.target.key.lang).facts};
  }

  State Bound(Document source, Document target) {
    const Occasion occasion{{0, "run 1"}, Evidence::kSync};
    Bindings bindings = Bind(MakeOutline(source), MakeOutline(target), Align(source, target).AllSegments(), occasion);
    return {std::move(source), std::move(target), std::move(bindings)};
  }

  // The bindings of `before` carried on to other versions of its documents.
  State Later(const State& before, const Document& source, const Document& target) {
    const Outline source_then = MakeOutline(before.source), source_now = MakeOutline(source);
    const Outline target_then = MakeOutline(before.target), target_now = MakeOutline(target);
    State later{source, target, {}};
    later.bindings =
        Advance(before.bindings, {source_then, source_now, MatchVersions(source_then, source_now)},
                {target_then, target_now, MatchVersions(target_then, target_now)}, Align(source, target).AllSegments(),
                {{1000, "run 2"}, Evidence::kSync}, FindersFor(later), Policy());
    return later;
  }

  Tally tally;

 private:
  std::string out_;
  std::size_t left_ = 0;
  Locales locales_;
  Toolbox tools_{locales_};
  SiteRules rules_;
};

// All units of `state` as a tool gives them back that nobody used.
std::vector<PackageAnswer> Untouched(const std::vector<WorkUnit>& units, PackageFormat format) {
  WorkPackage package;
  package.id = "p";
  PackageFile file;
  file.source_lang = "en";
  file.target_lang = "ja";
  for (const WorkUnit& unit : units) file.units.push_back(unit.packed);
  if (file.units.empty()) return {};
  package.files.push_back(std::move(file));
  const PackageAnswers answers = ReadPackage(WritePackage(package, format));
  return answers.files.empty() ? std::vector<PackageAnswer>() : answers.files.front().answers;
}

void CheckIdentity(Workshop& shop, const NamedText& source, const NamedText& target, PackageFormat format) {
  State state = shop.Bound(shop.Make(source), shop.Make(target));
  if (!state.source.usable || !state.target.usable) return shop.tally.Count("not usable");
  const std::vector<WorkUnit> units = MakeWorkUnits(state.source, state.target, state.bindings);
  std::set<std::string> ids;
  for (const WorkUnit& unit : units) ids.insert(unit.packed.id);
  if (ids.size() != units.size()) shop.tally.Count("FAILED: ids are not unique", target.path);
  const std::vector<PackageAnswer> answers = Untouched(units, format);
  if (answers.size() != units.size()) shop.tally.Count("FAILED: units were lost", target.path);
  bool same = true;
  for (const Ruling& ruling :
       Rule(units, answers, OnConflict::kKeep, shop.FindersFor(state), DefinedLabels(state.target))) {
    if (ruling.fate == Fate::kSame || ruling.fate == Fate::kUntranslated) continue;
    if (same)
      shop.tally.Count("FAILED: an untouched unit is an answer",
                       target.path + ": " + (ruling.unit ? PlainText(units[*ruling.unit].packed.source) : ""));
    same = false;
  }
  // What is put there is what stands there: the splicer, too, must leave it alone.
  std::vector<Answer> all;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].packed.target) all.push_back({i, *units[i].packed.target});
  }
  const SplicePlanner planner(state.source, state.target, units, state.bindings);
  const Spliced spliced = Splice(planner, state.target, all, shop.PreparerFor(state.target));
  const bool equal = spliced.document.source.text == state.target.source.text;
  shop.tally.Count(same ? "translations untouched" : "translations changed");
  shop.tally.Count(equal ? "spliced onto itself: same" : "spliced onto itself: other", equal ? "" : target.path);
  shop.tally.Count("units", "");
}

// The text that `later` has for the source segments `segments`, or nothing.
std::optional<CodedText> TextFor(const State& later, const SegmentIndices& segments, const CodedText& source) {
  SegmentIndices target;
  for (const Binding& binding : later.bindings) {
    for (const std::uint32_t index : segments) {
      if (std::binary_search(binding.source.begin(), binding.source.end(), index)) InsertAll(target, binding.target);
    }
  }
  if (target.empty()) return std::nullopt;
  const Segment& first = later.target.segments[target.front()];
  CodedText text = first.is_field() ? CodedTextOf(first.text) : CodedTextOf(later.target, target);
  ShareIds(source, text);
  return text;
}

std::string WithoutSpace(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) out += c;
  }
  return out;
}

// The body's text in blocks of kinds that are for translators, or of the others.
std::string BodyOf(const Document& document, bool for_translators) {
  std::string text;
  for (const Block& block : document.blocks) {
    const bool is_text =
        IsTranslatable(block.kind) && block.kind != BlockKind::kScoreLine && block.kind != BlockKind::kDateLine;
    if (is_text == for_translators) text += WithoutSpace(Slice(document.source.text, block.range)) + "\n";
  }
  return text;
}

bool SameFields(const Document& a, const Document& b, bool for_translators) {
  const auto is_one = [&](const Field& field) {
    return (field.role == FieldRole::kTranslate || field.role == FieldRole::kConvert) == for_translators;
  };
  std::map<std::string, std::string> in_a;
  std::map<std::string, std::string> in_b;
  for (const Field& field : a.front.fields) {
    if (is_one(field)) in_a.emplace(field.name, FieldText(field.value));
  }
  for (const Field& field : b.front.fields) {
    if (is_one(field)) in_b.emplace(field.name, FieldText(field.value));
  }
  return in_a == in_b;
}

std::string WithoutBlankLines(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (c != '\n' || (!kept.empty() && kept.back() != '\n')) kept += c;
  }
  if (!kept.empty() && kept.back() == '\n') kept.pop_back();
  return kept;
}

// Why `made` is not what people wrote, as far as it can be told.
std::string ClassOf(const Document& made, const Document& wanted, const Document& before, bool refused) {
  std::string classes;
  const auto add = [&](const char* what) { classes += (classes.empty() ? "" : " + ") + std::string(what); };
  if (refused) add("refused");
  if (!SameFields(made, wanted, true)) add("field of translators");
  if (!SameFields(made, wanted, false)) add("field not of translators");
  if (BodyOf(made, false) != BodyOf(wanted, false)) add("score, date or code");
  if (BodyOf(made, true) != BodyOf(wanted, true)) {
    const auto blocks = [](const Document& document) { return document.blocks.size(); };
    if (blocks(wanted) < blocks(before)) {
      add("text was taken away");
    } else if (blocks(wanted) > blocks(made)) {
      add("text was added without source");
    } else {
      add("text");
    }
  }
  if (!classes.empty()) return classes;
  // Which lines are blank, and whether the last one ends, no answer says: the commit changed that besides.
  if (WithoutBlankLines(made.source.text) == WithoutBlankLines(wanted.source.text)) return "blank lines";
  return WithoutSpace(made.source.text) == WithoutSpace(wanted.source.text) ? "white space"
                                                                            : "YAML's or Markdown's form";
}

struct Four {
  Document source_then, target_then, source_now, target_now;
  bool Usable() const { return source_then.usable && target_then.usable && source_now.usable && target_now.usable; }
};

void CheckHistory(Workshop& shop, const Four& four) {
  const State then = shop.Bound(four.source_then, four.target_then);
  const State asked = shop.Later(then, four.source_now, four.target_then);
  const State done = shop.Later(then, four.source_now, four.target_now);
  const std::vector<WorkUnit> units = MakeWorkUnits(asked.source, asked.target, asked.bindings, Grain::kParagraphs);
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::optional<CodedText> text = TextFor(done, units[i].source, units[i].packed.source);
    if (text && (!units[i].packed.target || PlainText(*text) != PlainText(*units[i].packed.target))) {
      answers.push_back({i, *text});
    }
  }
  const SplicePlanner planner(asked.source, asked.target, units, asked.bindings);
  const Spliced spliced = Splice(planner, asked.target, answers, shop.PreparerFor(asked.target));
  // Figures follow by themselves.
  const State put = shop.Later(asked, four.source_now, spliced.document);
  const Finders finders = shop.FindersFor(put);
  const Propagated figures = Propagate(
      spliced.document,
      FindPropagations(put.source, put.target, put.bindings,
                       Examine(put.bindings, MakeOutline(put.source), MakeOutline(put.target), finders, Policy()),
                       {"en", "ja"}, finders),
      shop.PreparerFor(put.target));
  shop.tally.Count("translations");
  for (const Refusal& refusal : spliced.refused) {
    shop.tally.Count("refused: " + refusal.why,
                     four.target_now.source.path + ": " + PlainText(units[refusal.unit].packed.source));
  }
  if (figures.document.source.text == four.target_now.source.text) return shop.tally.Count("the same bytes");
  shop.Leave(figures.document, four.target_now);
  shop.tally.Count("differs: " + ClassOf(figures.document, four.target_now, four.target_then, !spliced.refused.empty()),
                   four.target_now.source.path);
}

std::string FieldOf(const Document& document, const std::string& name) {
  const Field* field = document.front.Find(name);
  return field == nullptr ? "" : FieldText(field->value);
}

std::vector<std::string> BlocksOf(const Document& document, BlockKind kind) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks) {
    if (block.kind == kind) texts.emplace_back(Slice(document.source.text, block.range));
  }
  return texts;
}

void CheckPropagation(Workshop& shop, const Four& four) {
  const State then = shop.Bound(four.source_then, four.target_then);
  const State asked = shop.Later(then, four.source_now, four.target_then);
  const Finders finders = shop.FindersFor(asked);
  const Propagated made = Propagate(
      asked.target,
      FindPropagations(asked.source, asked.target, asked.bindings,
                       Examine(asked.bindings, MakeOutline(asked.source), MakeOutline(asked.target), finders, Policy()),
                       {"en", "ja"}, finders),
      shop.PreparerFor(asked.target));
  const auto hold = [&](const std::string& what, const auto& before, const auto& now, const auto& wanted) {
    if (before == now && before == wanted) return;
    const char* result = now == wanted ? "as people did" : now == before ? "left to people" : "OTHERWISE than people";
    shop.tally.Count(what + ": " + result, four.target_now.source.path);
  };
  hold("rating", FieldOf(four.target_then, "rating"), FieldOf(made.document, "rating"),
       FieldOf(four.target_now, "rating"));
  const auto scores_of = [](const Document& document) { return BlocksOf(document, BlockKind::kScoreLine); };
  const auto headings_of = [](const Document& document) { return BlocksOf(document, BlockKind::kHeading); };
  if (headings_of(four.target_then) == headings_of(four.target_now)) {
    hold("score lines", scores_of(four.target_then), scores_of(made.document), scores_of(four.target_now));
  } else {
    shop.tally.Count("sections were moved or renamed");  // scores follow their sections, which only people can move
  }
  for (const Propagation& one : made.done) {
    const Block* block = nullptr;
    for (const Block& candidate : four.target_then.blocks) {
      if (candidate.range.begin <= one.edit.edit.range.begin && one.edit.edit.range.end <= candidate.range.end) {
        block = &candidate;
      }
    }
    if (one.what != Carried::kFigures && one.what != Carried::kReference) continue;
    const bool is_there =
        block != nullptr && four.target_now.source.text.find(one.edit.edit.bytes) != std::string::npos;
    shop.tally.Count(std::string(Name(one.what)) + (is_there ? ": as people did" : ": otherwise than people"),
                     is_there ? "" : four.target_now.source.path + ": " + one.edit.edit.bytes);
  }
  shop.tally.Count("translations");
}

int Run(const std::string& mode, std::size_t show, const std::string& out, PackageFormat format) {
  Workshop shop(show, out);
  for (;;) {
    std::vector<NamedText> files;
    for (std::size_t i = 0; i < (mode == "identity" ? 2U : 4U); ++i) {
      if (std::optional<NamedText> file = Read(std::cin)) files.push_back(*std::move(file));
    }
    if (files.size() < 2) break;
    if (mode == "identity") {
      CheckIdentity(shop, files[0], files[1], format);
      continue;
    }
    if (files.size() < 4) break;
    const Four four{shop.Make(files[0]), shop.Make(files[1]), shop.Make(files[2]), shop.Make(files[3])};
    if (!four.Usable()) {
      shop.tally.Count("not usable");
    } else if (mode == "history") {
      CheckHistory(shop, four);
    } else {
      CheckPropagation(shop, four);
    }
  }
  shop.tally.Print();
  return 0;
}

}  // namespace
}  // namespace lockstep

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::size_t show = 0;
  std::string out;
  lockstep::PackageFormat format = lockstep::PackageFormat::kXliff2;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--show") show = std::stoul(words[i + 1]);
    if (words[i] == "--out") out = words[i + 1];
    if (words[i] == "--format") format = lockstep::PackageFormatByName(words[i + 1]).value_or(format);
  }
  const std::string mode = words.empty() ? "" : words[0];
  if (mode != "identity" && mode != "history" && mode != "propagate") {
    std::cerr << "usage: corpus_splicing identity|history|propagate [--show N] [--out DIR] [--format FORMAT]\n";
    return 2;
  }
  return lockstep::Run(mode, show, out, format);
}
