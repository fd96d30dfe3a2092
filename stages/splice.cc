#include "stages/splice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "stages/halving.h"
#include "stages/splice_check.h"

namespace lockstep {
namespace {

class Splicer {
 public:
  Splicer(const SplicePlanner& planner, const Document& target, const Preparer& prepare)
      : planner_(&planner), target_(&target), prepare_(&prepare), cells_(planner.NewCells()) {
    made_.document = target;
  }

  Spliced Run(const std::vector<Answer>& answers) {
    FindLackingCells(answers);
    std::vector<Answer> placed;
    for (const Answer& answer : answers) {
      if (std::optional<NoPlace> why = planner_->Refuse(answer)) {
        made_.refused.push_back({answer.unit, *std::move(why)});
      } else {
        placed.push_back(answer);
      }
    }
    TakeInHalves(
        std::span<const Answer>(placed), [this](std::span<const Answer> more) { return TryInTurn(more); },
        [&](const Answer& answer, const std::string& why) {
          made_.refused.push_back({answer.unit, why == kNoTable ? WhatTableLacks(answer.unit) : why});
        });
    std::sort(made_.refused.begin(), made_.refused.end(),
              [](const Refusal& a, const Refusal& b) { return a.unit < b.unit; });
    return std::move(made_);
  }

 private:
  // A cell of several sentences has several units, and is told once.
  void FindLackingCells(const std::vector<Answer>& answers) {
    std::set<std::size_t> answered;
    for (const Answer& answer : answers) answered.insert(answer.unit);
    std::set<std::size_t> told;  // blocks
    for (const NewCell& cell : cells_) {
      if (answered.contains(cell.unit)) told.insert(cell.block);
    }
    for (const NewCell& cell : cells_) {
      if (told.insert(cell.block).second) lacking_.push_back(cell);
    }
  }

  // Why a cell cannot be put in: cells before it or in its row are lacking, of which the first are named.
  std::string WhatTableLacks(std::size_t unit) const {
    constexpr std::size_t kMostNamed = 3;
    const auto own = std::find_if(cells_.begin(), cells_.end(), [&](const NewCell& cell) { return cell.unit == unit; });
    if (own == cells_.end()) return kNoTable;
    std::vector<std::string> names;
    std::size_t more = 0;
    for (const NewCell& cell : lacking_) {
      if (cell.table != own->table || (cell.block > own->block && cell.row != own->row)) continue;
      if (names.size() == kMostNamed) {
        ++more;
      } else {
        names.push_back(fmt::format("\"{}\"", PlainText(planner_->UnitOf(cell.unit).source)));
      }
    }
    if (names.empty()) return kNoTable;
    return fmt::format("the rest of its table is lacking: {}{}", fmt::join(names, ", "),
                       more == 0 ? "" : fmt::format(" and {} more", more));
  }

  // Where many answers begin like headings, they are escaped together. Marks are only escaped in one that is alone:
  // in most they are meant.
  std::optional<std::string> TryInTurn(std::span<const Answer> more) {
    const std::optional<std::string> why = Try(more, Escaping::kNone);
    if (!why || !Try(more, Escaping::kHeads)) return std::nullopt;
    return more.size() > 1 || Try(more, Escaping::kMarks) ? why : std::nullopt;
  }

  // Why they do not go together with what was taken; where they do, they are taken, too.
  std::optional<std::string> Try(std::span<const Answer> more, Escaping escaping) {
    if (readings_++ >= kMostReadings)
      return "too many others of this document were refused; import it again when those are right";
    std::vector<Answer> answers = taken_;
    for (const Answer& answer : more) answers.emplace_back(answer).escaping = escaping;
    std::stable_sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) { return a.unit < b.unit; });
    const std::vector<PlannedEdit> planned = planner_->Plan(answers);
    std::vector<TextEdit> edits;
    for (const PlannedEdit& one : planned) edits.push_back(one.edit);
    if (!SortEdits(edits, target_->source.text.size())) return "it overlaps with another";
    Document after = (*prepare_)(ApplyEdits(target_->source.text, edits));
    if (std::optional<std::string> why = CheckSplice(*target_, after, planned)) return why;
    taken_ = std::move(answers);
    made_.document = std::move(after);
    made_.done = PlacesOf(planned, EditMap(edits));
    made_.edits = std::move(edits);
    return std::nullopt;
  }

  static std::vector<Spliced::Done> PlacesOf(const std::vector<PlannedEdit>& planned, const EditMap& map) {
    std::vector<Spliced::Done> done;
    for (std::size_t i = 0; i < planned.size(); ++i) {
      const std::size_t begin = map.Written(i).begin;
      for (const PlannedEdit::Written& written : planned[i].written) {
        done.push_back({written.item, {begin + written.range.begin, begin + written.range.end}});
      }
    }
    return done;
  }

  const SplicePlanner* planner_;
  const Document* target_;
  const Preparer* prepare_;
  std::vector<NewCell> cells_;    // that the translation has to get
  std::vector<NewCell> lacking_;  // those of them without an answer, one a block
  std::vector<Answer> taken_;
  std::size_t readings_ = 0;
  Spliced made_;
};

}  // namespace

Spliced Splice(const SplicePlanner& planner, const Document& target, const std::vector<Answer>& answers,
               const Preparer& prepare) {
  return Splicer(planner, target, prepare).Run(answers);
}

}  // namespace lockstep
