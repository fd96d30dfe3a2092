#include "pipeline/diff_rendering.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "locales/unicode.h"
#include "pipeline/points_in_time.h"

namespace lockstep {
namespace {

constexpr std::size_t kItemIndent = 2;
constexpr std::size_t kTextIndent = 6;

std::string PlaceOf(const std::string& path, const std::optional<std::uint32_t>& line) {
  return line ? fmt::format("{}:{}", path, *line) : path;
}

std::string SideText(const std::string& path, const std::optional<std::uint32_t>& line, const StyledText& said,
                     bool is_right_to_left, const Layout& layout) {
  return StyledText().Add(PlaceOf(path, line), Style::kCyan).Lay({.color = layout.color}, kItemIndent) +
         said.Lay(layout, kTextIndent, is_right_to_left);
}

// One side of an item: where it stands, then what it says.
class ItemText {
 public:
  ItemText(const DiffEntry& entry, const DiffItem& item, const Layout& layout)
      : entry_(&entry), item_(&item), layout_(&layout) {}

  // What stands above the item.
  std::string Head() const {
    const Reason& reason = item_->reason;
    StyledText head;
    head.Add(TellReason(reason), StyleOf(reason.severity));
    if (!reason.section.empty()) head.Add(fmt::format(" in {}", reason.section));
    if (reason.since) head.Add(fmt::format(", since {}", TellMoment(*reason.since)), Style::kDim);
    return head.Lay(*layout_, kItemIndent);
  }

  // True where there is only one text to show: several of these in a row are one list.
  bool IsOneSided() const {
    return IsCopyOfWhatIsGone() || (item_->edit.empty() && !(item_->reason.source_text && item_->reason.target_text));
  }

  std::string Body() {
    const Reason& reason = item_->reason;
    const bool is_copy = IsCopyOfWhatIsGone();
    if (!is_copy)
      Side(entry_->source_path, reason.source_line, reason.source_text, !item_->of_target, entry_->source_lang);
    Side(entry_->target_path, reason.target_line, reason.target_text, item_->of_target, entry_->key.lang);
    if (!item_->facts.empty() && !is_copy) {
      const bool disagreement = item_->edit.empty();
      out_ += StyledText()
                  .Add(disagreement ? "differ: " : "changed: ", Style::kDim)
                  .Add(TellFacts(item_->facts, disagreement), Style::kBold)
                  .Lay(*layout_, kItemIndent);
    }
    if (!item_->suggestions.empty()) {
      const Match& best = item_->suggestions.front();
      out_ += StyledText()
                  .Add("suggested: ", Style::kDim)
                  .Add(fmt::format("{}, {}", Name(best.kind), best.score))
                  .Lay(*layout_, kItemIndent);
      out_ += StyledText().Add(best.target).Lay(*layout_, kTextIndent, IsRightToLeft(entry_->key.lang));
    }
    return std::move(out_);
  }

 private:
  // A line of code that the source has no longer: both texts are one.
  bool IsCopyOfWhatIsGone() const {
    const Reason& reason = item_->reason;
    return reason.state == State::kOrphan && reason.old_text && reason.old_text == reason.target_text;
  }

  void Side(const std::string& path, const std::optional<std::uint32_t>& line, const std::optional<std::string>& text,
            bool is_edited, const std::string& lang) {
    const bool shows_edit = is_edited && !item_->edit.empty();
    if (!text && !shows_edit) return;
    const StyledText said = shows_edit ? StyledEdit(item_->edit, layout_->color) : StyledText().Add(*text);
    out_ += SideText(path, line, said, !item_->is_verbatim && IsRightToLeft(lang), *layout_);
  }

  const DiffEntry* entry_;
  const DiffItem* item_;
  const Layout* layout_;
  std::string out_;
};

std::string TellSince(const ClearedItem& item) {
  return fmt::format("stale since {}", TellMoment(item.clearing.since));
}

std::string ClearedText(const DiffEntry& entry, const ClearedItem& item, const Layout& layout) {
  StyledText head;
  head.Add("cleared", Style::kGreen);
  if (!item.section.empty()) head.Add(fmt::format(" in {}", item.section));
  head.Add(fmt::format(": {}", TellHow(item))).Add(", " + TellSince(item), Style::kDim);
  std::string out = '\n' + head.Lay(layout, kItemIndent);
  const auto side = [&](const std::string& path, const auto& line, const auto& text, const std::string& lang) {
    const bool is_right_to_left = !item.is_verbatim && IsRightToLeft(lang);
    if (text) out += SideText(path, line, StyledText().Add(*text), is_right_to_left, layout);
  };
  side(entry.source_path, item.source_line, item.source_text, entry.source_lang);
  side(entry.target_path, item.target_line, item.target_text, entry.key.lang);
  return out;
}

std::string TellState(const DiffEntry& entry) {
  return entry.severity == Urgency::kNone ? Name(entry.state)
                                          : fmt::format("{}, {}", Name(entry.state), Name(entry.severity));
}

// What Markdown would read as markup, escaped, and what a terminal would obey.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    if (std::string_view("\\`*_{}[]<>#|~!$&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// `text` between `mark`s, which must touch it: the spaces at its ends stay outside.
std::string Marked(std::string_view text, std::string_view mark) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return std::string(text);
  const std::size_t end = text.find_last_not_of(' ') + 1;
  return fmt::format("{}{}{}{}{}", text.substr(0, begin), mark, Escaped(text.substr(begin, end - begin)), mark,
                     text.substr(end));
}

std::string MarkdownEdit(const WordDiff& edit) {
  std::string out;
  for (const DiffPiece& piece : edit) {
    switch (piece.kind) {
      case DiffPiece::Kind::kSame: out += Escaped(piece.text); break;
      case DiffPiece::Kind::kGone: out += Marked(piece.text, "~~"); break;
      case DiffPiece::Kind::kCome: out += Marked(piece.text, "**"); break;
    }
  }
  return out;
}

std::string ClearedMarkdown(const DiffEntry& entry, const ClearedItem& item) {
  const std::string section = item.section.empty() ? "" : " in " + item.section;
  std::string out =
      fmt::format("\n- **cleared**{}: {}, {}\n", Escaped(section), Escaped(TellHow(item)), Escaped(TellSince(item)));
  const auto side = [&](const std::string& path, const auto& line, const auto& text) {
    if (text) out += fmt::format("  - {}: {}\n", Escaped(PlaceOf(path, line)), Escaped(*text));
  };
  side(entry.source_path, item.source_line, item.source_text);
  side(entry.target_path, item.target_line, item.target_text);
  return out;
}

}  // namespace

Style StyleOf(Urgency urgency) {
  switch (urgency) {
    case Urgency::kHigh: return Style::kRed;
    case Urgency::kMedium: return Style::kYellow;
    default: return Style::kPlain;
  }
}

std::string TellReason(const Reason& reason) {
  const std::string state = reason.state == State::kStale ? "" : fmt::format("{}, ", Name(reason.state));
  return fmt::format("{}{}{}, {}", state, reason.field ? *reason.field : Name(reason.edit_class),
                     reason.moved ? ", moved" : "", Name(reason.severity));
}

std::string TellFacts(const std::vector<ChangedFact>& facts, bool is_disagreement) {
  std::vector<std::string> told;
  for (const ChangedFact& fact : facts) {
    if (is_disagreement) {
      // Two prices are told only where they cannot be one: that they differ is no wonder.
      told.push_back(fmt::format("{} here, {} there{}", fact.gone.value_or("nothing"), fact.come.value_or("nothing"),
                                 fact.kind == FactKind::kPrice ? ", which cannot be one price" : ""));
    } else if (fact.gone && fact.come) {
      told.push_back(fmt::format("{} -> {}", *fact.gone, *fact.come));
    } else {
      told.push_back(fact.gone ? *fact.gone + " is gone" : *fact.come + " is new");
    }
  }
  return fmt::format("{}", fmt::join(told, "; "));
}

std::string TellHow(const ClearedItem& item) {
  const Clearing& clearing = item.clearing;
  const std::string when = TellMoment(clearing.when);
  if (clearing.taken_back) return "the source's edit was taken back " + when;
  switch (clearing.evidence) {
    case Evidence::kAccept:
      return item.who.empty() ? "accepted " + when : fmt::format("accepted by {}, {}", item.who, when);
    case Evidence::kImport: return "imported " + when;
    default: return "translated " + when;
  }
}

StyledText StyledEdit(const WordDiff& edit, bool color) {
  StyledText text;
  for (const DiffPiece& piece : edit) {
    switch (piece.kind) {
      case DiffPiece::Kind::kSame: text.Add(piece.text); break;
      case DiffPiece::Kind::kGone:
        text.Add(color ? piece.text : fmt::format("[-{}-]", piece.text), Style::kGone);
        break;
      case DiffPiece::Kind::kCome:
        text.Add(color ? piece.text : fmt::format("{{+{}+}}", piece.text), Style::kCome);
        break;
    }
  }
  return text;
}

std::string RenderDiffText(const DiffEntry& entry, const Layout& layout) {
  std::string out = StyledText()
                        .Add(fmt::format("{}/{}", entry.key.collection, entry.key.ref), Style::kBold)
                        .Add(fmt::format("  {} ({})  ", LanguageName(entry.key.lang), entry.key.lang))
                        .Add(TellState(entry), StyleOf(entry.severity))
                        .Lay(layout, 0);
  if (entry.target_path.empty()) out += fmt::format("  no translation of {}\n", Printable(entry.source_path));
  if (entry.source_path.empty()) out += fmt::format("  no source of {}\n", Printable(entry.target_path));
  if (entry.target_path.empty() || entry.source_path.empty()) return out;
  std::string list_head;  // of the one-sided items just before
  for (const DiffItem& item : entry.items) {
    ItemText text(entry, item, layout);
    const std::string head = text.Head();
    if (head != list_head) out += '\n' + head;
    out += text.Body();
    list_head = text.IsOneSided() ? head : "";
  }
  for (const ClearedItem& item : entry.cleared) out += ClearedText(entry, item, layout);
  return out;
}

std::string RenderDiffMarkdown(const DiffEntry& entry) {
  std::string out = fmt::format("### {}/{} — {}: {}\n", Escaped(entry.key.collection), Escaped(entry.key.ref),
                                LanguageName(entry.key.lang), TellState(entry));
  if (entry.target_path.empty()) return out + fmt::format("\nNo translation of {}\n", Escaped(entry.source_path));
  if (entry.source_path.empty()) return out + fmt::format("\nNo source of {}\n", Escaped(entry.target_path));
  for (const DiffItem& item : entry.items) {
    const Reason& reason = item.reason;
    const std::string since = reason.since ? ", since " + TellMoment(*reason.since) : "";
    const std::string section = reason.section.empty() ? "" : " in " + reason.section;
    out += fmt::format("\n- **{}**{}{}\n", Escaped(TellReason(reason)), Escaped(section), Escaped(since));
    const auto side = [&](const std::string& path, const auto& line, const auto& text, bool is_edited) {
      const bool shows_edit = is_edited && !item.edit.empty();
      if (!text && !shows_edit) return;
      out += fmt::format("  - {}: {}\n", Escaped(PlaceOf(path, line)),
                         shows_edit ? MarkdownEdit(item.edit) : Escaped(*text));
    };
    side(entry.source_path, reason.source_line, reason.source_text, !item.of_target);
    side(entry.target_path, reason.target_line, reason.target_text, item.of_target);
    if (!item.facts.empty()) {
      const bool disagreement = item.edit.empty();
      out += fmt::format("  - {}: {}\n", disagreement ? "differ" : "changed",
                         Escaped(TellFacts(item.facts, disagreement)));
    }
    if (!item.suggestions.empty()) {
      const Match& best = item.suggestions.front();
      out += fmt::format("  - suggested ({}, {}): {}\n", Name(best.kind), best.score, Escaped(best.target));
    }
  }
  for (const ClearedItem& item : entry.cleared) out += ClearedMarkdown(entry, item);
  return out;
}

}  // namespace lockstep
