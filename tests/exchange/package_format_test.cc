#include "exchange/package_format.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/exchange/sample_package.h"

namespace lockstep {
namespace {

constexpr PackageFormat kAll[] = {PackageFormat::kXliff2, PackageFormat::kXliff1, PackageFormat::kPo};

TEST(PackageFormat, HasNames) {
  for (const PackageFormat format : kAll) EXPECT_EQ(PackageFormatByName(Name(format)), format);
  EXPECT_EQ(PackageFormatByName("xliff"), std::nullopt);
}

TEST(PackageFormat, IsFoundByContent) {
  for (const PackageFormat format : kAll) {
    const PackageAnswers answers = ReadPackage(WritePackage(SamplePackage(), format));
    EXPECT_EQ(ProblemsOf(answers), "");
    EXPECT_EQ(answers.id, "2026-01-31-7") << Name(format);
    EXPECT_EQ(answers.files.size(), 2U) << Name(format);
  }
}

TEST(PackageFormat, KeepsRightToLeftMarks) {
  for (const PackageFormat format : kAll) {
    const PackageAnswer answer = AnswerTo("f.summary", ReadPackage(WritePackage(SamplePackage(), format)));
    EXPECT_EQ(answer.target, CodedText{"丈夫で軽く、\u200F静か"}) << Name(format);
  }
}

TEST(PackageFormat, ReadsWhatAWindowsToolSaved) {
  for (const PackageFormat format : kAll) {
    const std::string bytes = WritePackage(SamplePackage(), format);
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : bytes) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(WithoutLines(ReadPackage(windows)), WithoutLines(ReadPackage(bytes))) << Name(format);
  }
}

TEST(PackageFormat, WritesAPackageWithoutUnitsAsOneThatReads) {
  for (const PackageFormat format : kAll) EXPECT_EQ(ProblemsOf(ReadPackage(WritePackage({}, format))), "");
}

TEST(PackageFormat, SaysWhatIsNoPackage) {
  const std::string neither = "1:0 : it is neither XLIFF nor PO: no entry of it can be read\ncut off";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "1:0 : it is empty\ncut off"},
      {" \r\n", "1:0 : it is empty\ncut off"},
      {"hello\nworld\n", neither},
      {std::string("\0\1\2", 3), neither},
      {"PK\x03\x04", neither},
      {"<html/>", "1:1 : it is no XLIFF: it begins with <html>, expected <xliff>\ncut off"},
      {"<xliff/>", "1:1 : its version of XLIFF is \"\", expected 1.2 or 2.1\ncut off"},
      {"<xliff version='3.0'/>", "1:1 : its version of XLIFF is \"3.0\", expected 1.2 or 2.1\ncut off"},
      {"<xliff version='1.2'><trans-unit id='u'/></xliff>", "1:22 : it stands outside of a <file>\n"},
      {"<xliff version='2.0'><unit id='u'/></xliff>", "1:22 : it stands outside of a <file>\n"},
      {"<", "1:1 : it is cut off\ncut off"},
      {"<<<<<<< HEAD\n", "1:2 : it is not well-formed: not well-formed (invalid token)\ncut off"},
  };
  for (const auto& [bytes, problems] : rows) EXPECT_EQ(ProblemsOf(ReadPackage(bytes)), problems) << bytes;
}

TEST(PackageFormat, TellsNoMoreProblemsThanAnyoneReads) {
  std::string xliff = "<xliff version='2.0'><file id='f'>";
  for (int i = 0; i < 5000; ++i) xliff += "<unit/>";
  EXPECT_EQ(ReadPackage(xliff + "</file></xliff>").problems.size(), 1000U);
}

}  // namespace
}  // namespace lockstep
