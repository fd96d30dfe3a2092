#include "pipeline/align_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "locales/unicode.h"
#include "pipeline/alignment_view.h"
#include "pipeline/console.h"

namespace lockstep {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

struct Outcome {
  int status = 0;
  std::string out, err;

  std::vector<json> Rows() const {
    std::vector<json> rows;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) rows.push_back(json::parse(line));
    return rows;
  }
};

class AlignCommand : public testing::Test {
 protected:
  AlignCommand()
      : directory_(std::filesystem::path(testing::TempDir()) /
                   (std::string("lockstep_align_") + testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(directory_);
  }
  ~AlignCommand() override { std::filesystem::remove_all(directory_); }

  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = (directory_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  Outcome AlignFiles(const std::string& source, const std::string& target, Format format, bool plain = false) {
    Arguments arguments;
    arguments.operands = {source, target};
    arguments.options = {{"source-lang", {"en"}}, {"target-lang", {"ja"}}};
    if (plain) arguments.options["plain"] = {""};
    std::ostringstream out, err;
    ConsoleOptions options;
    options.format = format;
    options.width = 70;
    Console console(out, err, options);
    Outcome run;
    run.status = RunAlign(arguments, console);
    run.out = out.str();
    run.err = err.str();
    return run;
  }

 private:
  std::filesystem::path directory_;
};

TEST_F(AlignCommand, PrintsBlockLinksEachFollowedByItsSegmentLinks) {
  const std::string source = Write("a.md", "## Advice\n\nThe Kestrel draws 12 W.\nAmberline made it in 2009.\n");
  const std::string target = Write("b.md", "## アドバイス\n\nKestrelは12 Wです。Amberlineが2009年に製造しました。\n");
  const Outcome run = AlignFiles(source, target, Format::kJson);
  EXPECT_EQ(run.status, kDone) << run.err;
  const std::vector<json> rows = run.Rows();
  ASSERT_EQ(rows.size(), 5U) << run.out;
  EXPECT_EQ(rows[0]["level"], "block");
  EXPECT_EQ(rows[1]["level"], "segment");
  EXPECT_EQ(rows[2]["level"], "block");
  EXPECT_EQ(rows[2]["source_lines"], json({3, 4}));
  EXPECT_EQ(rows[2]["target_lines"], json({3, 3}));
  EXPECT_EQ(rows[4]["source"], json({2}));
  EXPECT_EQ(rows[4]["source_lines"], json({4, 4}));
  EXPECT_EQ(rows[4]["source_text"], json({"Amberline made it in 2009."}));
  EXPECT_EQ(rows[4]["target_text"], json({"Amberlineが2009年に製造しました。"}));
  EXPECT_GT(rows[4]["confidence"], 0.5);
}

TEST_F(AlignCommand, PrintsNullForTheLinesOfASideThatIsEmpty) {
  const std::string source = Write("a.txt", "The Kestrel draws 12 W.\nOrvesta and Brennick sold 90 in Tallmoor.\n");
  const std::string target = Write("b.txt", "Kestrelは12 Wです。\n");
  const std::vector<json> rows = AlignFiles(source, target, Format::kJson, true).Rows();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1]["source"], json({1}));
  EXPECT_EQ(rows[1]["target"], json::array());
  EXPECT_TRUE(rows[1]["target_lines"].is_null());
  EXPECT_EQ(rows[1]["target_text"], json::array());
}

TEST_F(AlignCommand, LeavesOutHeadingsWhereTheOtherFileHasNone) {
  const std::string source = Write("a.md", "## Advice\n\nThe Kestrel draws 12 W.\n");
  const std::string target = Write("b.md", "Kestrelは12 Wです。\n");
  EXPECT_THAT(AlignFiles(source, target, Format::kJson).out, Not(HasSubstr("Advice")));
}

TEST_F(AlignCommand, AlignsTheColumnsByDisplayWidth) {
  const std::string source =
      Write("a.txt", "The Kestrel draws 12 W from the wall.\nAmberline made it in 2009 or so.\n");
  const std::string target = Write("b.txt", "Kestrelは12 Wです。\nAmberlineが2009年に製造しました。\n");
  const Outcome run = AlignFiles(target, source, Format::kText, true);
  EXPECT_EQ(run.status, kDone);
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t bar = line.find(" | ");
    ASSERT_NE(bar, std::string::npos) << line;
    EXPECT_EQ(DisplayWidth(line.substr(0, bar)), 6 + (70 - 9) / 2) << line;
    EXPECT_LE(DisplayWidth(line), 70) << line;
  }
}

TEST_F(AlignCommand, ReportsAFileThatCannotBeRead) {
  const std::string source = Write("a.md", "Text.\n");
  const Outcome run = AlignFiles(source, source + ".none", Format::kText);
  EXPECT_EQ(run.status, kFailed);
  EXPECT_THAT(run.err, HasSubstr("file-unreadable"));
}

TEST_F(AlignCommand, RefusesALanguageThatIsNone) {
  Arguments arguments;
  arguments.operands = {"a", "b"};
  arguments.options = {{"source-lang", {"klingonese!"}}};
  std::ostringstream out;
  Console console(out, out, {});
  try {
    RunAlign(arguments, console);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "--source-lang: \"klingonese!\" is no language tag, expected one such as \"ja\" or \"pt-BR\"");
  }
}

TEST(AlignedRows, BreakLinesWhereUnicodeAllowsIt) {
  AlignedRow row;
  row.source = row.target = {0};
  row.source_texts = {"for little money; the app is slow"};
  row.target_texts = {"/products/ja/drift/"};
  row.confidence = 1;
  ConsoleOptions options;
  options.width = 41;  // of each side, 16
  std::ostringstream out;
  EXPECT_EQ(RenderAlignedText({row}, Console(out, out, options)),
            "100%  for little       | /products/ja/\n"
            "      money; the app   | drift/\n"
            "      is slow          |\n");
}

TEST(AlignedRows, AreOneForEachRunOfNeighbours) {
  Document source, target;
  source.sections.resize(1);
  target.sections.resize(1);
  source.source.text = "one\n\ntwo\n\nthree\n";
  target.source.text = "both\n";
  for (const Range range : {Range{0, 3}, Range{5, 8}, Range{10, 15}}) {
    source.blocks.push_back({});
    source.blocks.back().kind = BlockKind::kParagraph;
    source.blocks.back().range = range;
  }
  target.blocks.push_back(source.blocks[0]);
  Alignment alignment;
  alignment.blocks = {{LinkLevel::kBlock, {0, 2}, {0}, 0.9}, {LinkLevel::kBlock, {1}, {}, 1}};
  alignment.segments.resize(2);
  const std::vector<AlignedRow> rows = RowsOf(source, target, alignment);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].source_lines->last, 1U);
  EXPECT_EQ(rows[1].source, std::vector<std::uint32_t>{2});
  EXPECT_EQ(rows[1].source_lines->first, 5U);
  EXPECT_EQ(rows[1].target, std::vector<std::uint32_t>{0});
}

}  // namespace
}  // namespace lockstep
