#include "stages/ladder.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "locales/locale.h"

namespace lockstep {
namespace {

// Source English, target German.
class Ladder : public testing::Test {
 protected:
  Decision DecideOn(const Sides& sides) const { return Decide(sides, TextRole::kProse, {english_, german_}, Policy()); }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder german_{locales_.For("de")};
};

TEST_F(Ladder, CodeIsTakenToTheLetter) {
  struct Row {
    const char* what;
    Sides sides;
    Rung rung;
    State state;
    EditClass edit_class;
  };
  const Row rows[] = {
      {"another letter's case",
       {"Sync(a)", "sync(a)", "Sync(a)", "Sync(a)"},
       Rung::kSourceEdited,
       State::kStale,
       EditClass::kProse},
      {"other quotes",
       {"f('a')", "f(\"a\")", "f('a')", "f('a')"},
       Rung::kSourceEdited,
       State::kStale,
       EditClass::kProse},
      {"another figure",
       {"port: 1", "port: 2", "port: 1", "port: 1"},
       Rung::kSourceEdited,
       State::kStale,
       EditClass::kFigure},
      {"another notation of it",
       {"port: 1000", "port: 1,000", "port: 1000", "port: 1000"},
       Rung::kSourceEdited,
       State::kStale,
       EditClass::kFigure},
      {"another address",
       {"get https://a.example/x", "get https://a.example/y", "get https://a.example/x", "get https://a.example/x"},
       Rung::kSourceEdited,
       State::kStale,
       EditClass::kReference},
      {"what the translation says already",
       {"sync -a", "sync -b", "sync -b", "sync -b"},
       Rung::kSourceEdited,
       State::kCurrent,
       EditClass::kProse},
      {"other quotes are an answer",
       {"f('a')", "f(\"a\")", "f('a')", "f(\"a\")"},
       Rung::kBothEdited,
       State::kCurrent,
       EditClass::kProse},
      {"the old word is still there",
       {"sync --all", "sync --every", "sync --all", "sync --all # alles"},
       Rung::kBothEdited,
       State::kStale,
       EditClass::kProse},
      {"a comment in both languages",
       {"sync # all of it", "sync # all", "sync # alles davon", "sync # alles"},
       Rung::kBothEdited,
       State::kCurrent,
       EditClass::kProse},
  };
  for (const Row& row : rows) {
    const Decision decision = Decide(row.sides, TextRole::kVerbatim, {english_, german_}, Policy());
    EXPECT_EQ(decision.rung, row.rung) << row.what;
    EXPECT_EQ(decision.state, row.state) << row.what;
    EXPECT_EQ(decision.edit_class, row.edit_class) << row.what;
  }
}

TEST_F(Ladder, MissingWithoutATarget) {
  const Decision decision = DecideOn({"Built in Bern.", "Built in Bern.", std::nullopt, std::nullopt});
  EXPECT_EQ(decision.rung, Rung::kMissing);
  EXPECT_EQ(decision.state, State::kMissing);
}

TEST_F(Ladder, OrphanWithoutASource) {
  const Decision decision = DecideOn({"Built in Bern.", std::nullopt, "In Bern gebaut.", "In Bern gebaut."});
  EXPECT_EQ(decision.rung, Rung::kOrphan);
  EXPECT_EQ(decision.state, State::kOrphan);
}

TEST_F(Ladder, CurrentAsBound) {
  const Decision decision = DecideOn({"Built in Bern.", "Built in Bern.", "In Bern gebaut.", "In Bern gebaut."});
  EXPECT_EQ(decision.rung, Rung::kAsBound);
  EXPECT_EQ(decision.state, State::kCurrent);
  EXPECT_FALSE(decision.rebind);
}

TEST_F(Ladder, AnEditOfTheTargetAloneIsTheTranslatorsBusiness) {
  const Decision decision = DecideOn({"It weighs 300 g.", "It weighs 300 g.", "Es wigt 300 g.", "Es wiegt 300 g."});
  EXPECT_EQ(decision.rung, Rung::kTargetEdited);
  EXPECT_EQ(decision.state, State::kCurrent);
  EXPECT_TRUE(decision.rebind);
}

TEST_F(Ladder, ATargetThatLeftTheSourcesFactIsAhead) {
  const Decision decision = DecideOn({"It weighs 300 g.", "It weighs 300 g.", "Es wiegt 300 g.", "Es wiegt 320 g."});
  EXPECT_EQ(decision.state, State::kAhead);
  EXPECT_TRUE(decision.source_change.empty());  // nobody edited the source
}

TEST_F(Ladder, ATargetThatSaysMoreThanTheSourceIsAhead) {
  struct Row {
    std::string source, then, now;
    State state;
  };
  const Row rows[] = {
      {"It is quiet.", "Es ist leise.", "Es ist leise: 20 dB.", State::kAhead},
      {"It is quiet.", "Es ist leise.", "Es ist leise [3].", State::kAhead},
      {"It is quiet.", "Es ist leise.", "Es ist leise und kostet 300 €.", State::kAhead},
      // What languages write in ways of their own, or leave out.
      {"It costs $300.", "Es ist teuer.", "Es kostet 280 €.", State::kCurrent},
      {"Two fans.", "Lüfter.", "2 Lüfter.", State::kCurrent},
      {"It is quiet.", "Es ist leise.", "Der QX-7 ist leise.", State::kCurrent},
      {"(2025-07-06)", "(Juli)", "(2025-07-05)", State::kCurrent},
      {"It is new.", "Es ist neu.", "Es ist seit 2025 neu.", State::kAhead},
      {"It weighs 300 g.", "Es wiegt 300 g.", "Es ist leicht.", State::kCurrent},
      {"It weighs 300 g.", "Es ist leicht.", "Es wiegt 300 g.", State::kCurrent},
  };
  for (const Row& row : rows)
    EXPECT_EQ(DecideOn({row.source, row.source, row.then, row.now}).state, row.state) << row.now;
}

TEST_F(Ladder, ASourceThatCameToTextThatTheTargetHadFirstIsStructure) {
  const std::string target = "Es wiegt 300 g und ist leise.";
  const Decision decision = DecideOn({std::nullopt, "It weighs 300 g and is quiet.", target, target});
  EXPECT_EQ(decision.rung, Rung::kSourceEdited);
  EXPECT_EQ(decision.state, State::kStale);
  EXPECT_STREQ(Name(decision.edit_class), "structure");
}

TEST_F(Ladder, AReferenceBroughtToTheTargetsAddressIsCurrent) {
  const std::string then = "[1] QX. Guide. https://qx.example/en (accessed 2024-05-01)";
  const std::string now = "[1] QX. Guide. https://qx.example/manual (accessed 2024-06-01)";
  const auto state = [&](const std::string& target) {
    return Decide({then, now, target, target}, TextRole::kReference, {english_, german_}, Policy()).state;
  };
  EXPECT_EQ(state("[1] QX. Handbuch. https://qx.example/manual (abgerufen am 2024-06-01)"), State::kCurrent);
  EXPECT_EQ(state("[1] QX. Handbuch. https://qx.example/en (abgerufen am 2024-06-01)"), State::kStale);
}

TEST_F(Ladder, AnEditedSourceMakesTheTargetStaleWithTheClassOfTheEdit) {
  struct Row {
    std::string then, now;
    EditClass edit_class;
  };
  const Row rows[] = {
      {"It weighs 300 g.", "It weighs 320 g.", EditClass::kFigure},
      {"It costs $300 here.", "It costs 43,500 JPY here.", EditClass::kCurrency},
      {"It costs $300 here.", "It costs 4,350,000 JPY here.", EditClass::kFigure},
      {"It is quiet.", "It is not quiet.", EditClass::kProse},
      {"See the [guide](/guide/).", "See the [guide](/guides/sound/).", EditClass::kReference},
      {"See [it](/a/) and [that](/b/ \"B\").", "See [it](/c/) and [that](/d/ \"B\").", EditClass::kReference},
      {"See https://example.org/a for it.", "See https://example.org/b for it.", EditClass::kReference},
      {"See the [guide](/guide/).", "See the [book](/book/).", EditClass::kProse},
      {"See [that](/b/ \"B\").", "See [that](/b/ \"C\").", EditClass::kProse},
      {"See [it](/a/) for 300 g.", "See [it](/c/) for 320 g.", EditClass::kProse},
      {"See the guide (old).", "See the guide (new).", EditClass::kProse},
      {"Call it with `-A`.", "Call it with `-a`.", EditClass::kReference},
      {"Set `$Path` now.", "Set `$PATH` now.", EditClass::kReference},
      {"Write `\"x\"` here.", "Write `'x'` here.", EditClass::kReference},
      {"See [a](Page.md).", "See [a](page.md).", EditClass::kReference},
      {"See <https://x.example/Guide>.", "See <https://x.example/guide>.", EditClass::kReference},
      {"See {{< ref \"A.md\" >}}.", "See {{< ref \"a.md\" >}}.", EditClass::kReference},
      {"It is $$X_a$$ here.", "It is $$x_a$$ here.", EditClass::kReference},
      {"It takes 10 mW.", "It takes 10 MW.", EditClass::kFigure},
      {"It is within 5 %.", "It is within ±5 %.", EditClass::kFigure},
      {"Noise of < 0.01 % here.", "Noise of 0.01 % here.", EditClass::kFigure},
      {"It got a B- in tests.", "It got a B in tests.", EditClass::kProse},
      {"Type --all here.", "Type -all here.", EditClass::kProse},
      {"It sends 5 Mb/s.", "It sends 5 MB/s.", EditClass::kFigure},
      {"It has 5 mg.", "It has 5 Mg.", EditClass::kFigure},
      {"It has 5 mΩ.", "It has 5 MΩ.", EditClass::kFigure},
      {"It is quiet.", "It is quiet [1].", EditClass::kFigure},
      {"It is quiet [1].", "It is quiet [1][2].", EditClass::kFigure},
      {"It is quiet [1] and light [2].", "It is quiet and light [2].", EditClass::kFigure},
      {"It is quiet [1].", "It is quite [1].", EditClass::kProse},
  };
  for (const Row& row : rows) {
    const Decision decision = DecideOn({row.then, row.now, "Ein Satz.", "Ein Satz."});
    EXPECT_EQ(decision.rung, Rung::kSourceEdited) << row.now;
    EXPECT_EQ(decision.state, State::kStale) << row.now;
    EXPECT_STREQ(Name(decision.edit_class), Name(row.edit_class)) << row.now;
  }
}

TEST_F(Ladder, ACosmeticEditOfTheSourceAsksNothing) {
  const std::string then = "It's a - \"fine\" amplifier.";
  for (const std::string now : {"It’s a – “fine” amplifier.", "It's a - \"Fine\" amplifier."}) {
    const Decision decision = DecideOn({then, now, "Ein Satz.", "Ein Satz."});
    EXPECT_EQ(decision.state, State::kCurrent) << now;
    EXPECT_TRUE(decision.rebind) << now;
  }
}

TEST_F(Ladder, SpacesInNamesAndHyphensInWordsAreCosmetic) {
  const std::pair<std::string, std::string> rows[] = {
      {"The QX650 is well known.", "The QX 650 is well-known."},
      {"It reaches 10kHz.", "It reaches 10 kHz."},
      {"It reaches 5 khz and 10 db.", "It reaches 5 KHZ and 10 Db."},
      {"Call \"it\" with `-a` - now.", "Call “it” with `-a` – now."},
      {"It is fine--small, too -- and light.", "It is fine—small, too — and light."},
  };
  for (const auto& [then, now] : rows)
    EXPECT_EQ(DecideOn({then, now, "Ein Satz.", "Ein Satz."}).state, State::kCurrent) << now;
  EXPECT_EQ(DecideOn({"It is not able to.", "It is notable to.", "Ein Satz.", "Ein Satz."}).state, State::kStale);
}

TEST_F(Ladder, ASourceThatReadsAsItsTranslationIsCurrent) {
  const Sides sides{"Rating: 0.5", "**0.5**", "**0.5**", "**0.5**"};
  EXPECT_EQ(DecideOn(sides).state, State::kCurrent);
}

TEST_F(Ladder, AnAmountMovedToAnotherCurrencyMayStayInTheTargetsOwn) {
  const std::string then = "It costs 15,000 yen.", rewritten = "Wer das Gerät haben will, zahlt 15.000 Yen dafür.";
  EXPECT_EQ(DecideOn({then, "Its price is 100 USD.", "Preis: 15.000 Yen.", rewritten}).state, State::kCurrent);
  EXPECT_EQ(DecideOn({then, "Its price is 1,000 USD.", "Preis: 15.000 Yen.", rewritten}).state, State::kStale);
}

TEST_F(Ladder, EachOfTwoCurrenciesHasToMove) {
  const std::string then = "It costs $350 (€320).", now = "It costs $450 (€420).", target = "Er kostet 350 $ (320 €).";
  EXPECT_EQ(DecideOn({then, now, target, "Er kostet nun 350 $ (320 €)."}).state, State::kStale);
  EXPECT_EQ(DecideOn({then, now, target, "Er kostet nun 350 $ (420 €)."}).state, State::kStale);
  EXPECT_EQ(DecideOn({then, now, target, "Er kostet nun 450 $ (420 €)."}).state, State::kCurrent);
}

TEST_F(Ladder, AFactLeftOutMayStayInATranslationThatWasReallyEdited) {
  const std::string then = "It weighs 300 g and has two fans.", now = "It has two fans.";
  const std::string target = "Es wigt 300 g und hat zwei Lüfter.";
  EXPECT_EQ(DecideOn({then, now, target, "Zwei Lüfter kühlen das 300 g schwere Gehäuse."}).state, State::kCurrent);
  EXPECT_EQ(DecideOn({then, now, target, "Es wiegt 300 g und hat zwei Lüfter."}).state, State::kStale);
}

TEST_F(Ladder, AnotherNotationOfTheSameFactAsksNothing) {
  const Decision decision = DecideOn({"It costs $350.", "It costs USD 350.", "Es kostet 350 $.", "Es kostet 350 $."});
  EXPECT_EQ(decision.state, State::kCurrent);
  EXPECT_STREQ(Name(decision.edit_class), "cosmetic");
}

TEST_F(Ladder, ASourceBroughtToWhatTheTargetSaysIsCurrent) {
  const Decision decision = DecideOn({"It weighs 300 g.", "It weighs 320 g.", "Es wiegt 320 g.", "Es wiegt 320 g."});
  EXPECT_EQ(decision.state, State::kCurrent);
  EXPECT_TRUE(decision.rebind);
}

TEST_F(Ladder, BothEditedIsCurrentWhereTheTargetFollowed) {
  const Decision decision =
      DecideOn({"It weighs 300 g.", "It weighs 320 g.", "Es wiegt 300 g.", "Das Gewicht beträgt 320 g."});
  EXPECT_EQ(decision.rung, Rung::kBothEdited);
  EXPECT_EQ(decision.state, State::kCurrent);
  EXPECT_TRUE(decision.rebind);
}

TEST_F(Ladder, BothEditedIsStaleWhereTheTargetStillSaysTheOldFact) {
  const Decision decision = DecideOn({"It weighs 300 g.", "It weighs 320 g.", "Es wigt 300 g.", "Es wiegt 300 g."});
  EXPECT_EQ(decision.rung, Rung::kBothEdited);
  EXPECT_EQ(decision.state, State::kStale);
  ASSERT_EQ(decision.source_change.gone.size(), 1U);
  EXPECT_EQ(decision.source_change.gone[0].value, "300");
}

TEST_F(Ladder, AMinusSignMayBeSaidInWords) {
  struct Row {
    std::string source_then, source_now, target_then, target_now;
    State state;
  };
  const std::string then = "Its noise lies at -105 dB.";
  const std::string now = "Its noise lies at -110 dB.";
  const Row rows[] = {
      {then, then, "Das Rauschen liegt bei -105 dB.", "Das Rauschen liegt 105 dB darunter.", State::kCurrent},
      {then, now, "Das Rauschen liegt 105 dB darunter.", "Das Rauschen liegt 110 dB darunter.", State::kCurrent},
      {then, now, "Das Rauschen liegt 110 dB darunter.", "Das Rauschen liegt 110 dB darunter.", State::kCurrent},
      {then, now, "Das Rauschen liegt 105 dB darunter.", "Das Rauschen liegt gut 105 dB darunter.", State::kStale},
      {then, then, "Das Rauschen liegt bei -105 dB.", "Das Rauschen liegt 110 dB darunter.", State::kAhead},
      {"A bass of 3 dB.", "A bass of -3 dB.", "Ein Bass von 3 dB.", "Ein Bass von 3 dB.", State::kStale},
      {"A bass of -3 dB.", "A bass of 3 dB.", "Ein Bass von 3 dB.", "Ein Bass von 3 dB.", State::kCurrent},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(DecideOn({row.source_then, row.source_now, row.target_then, row.target_now}).state, row.state)
        << row.source_now << " / " << row.target_now;
  }
}

TEST_F(Ladder, WhereTheLanguagesWordIsNotKnownItsNumberCounts) {
  struct Row {
    std::string lang, source_then, source_now, target_then, target_now;
    State state;
  };
  const std::string then = "Wait 3 minutes.", now = "Wait 4 minutes.";
  const Row rows[] = {
      {"it", then, now, "Attendi 3 minuti.", "Attendi 4 minuti.", State::kCurrent},
      {"it", then, now, "Attendi 3 minuti.", "Aspetta 3 minuti.", State::kStale},
      {"it", then, now, "Attendi 4 minuti.", "Attendi 4 minuti.", State::kStale},
      {"it", "Pay 30 dollars.", "Pay 40 dollars.", "Paga 30 dollari.", "Paga 40 dollari.", State::kCurrent},
      {"it", "It loses 15 percent.", "It loses 20 percent.", "Perde il 15 per cento.", "Perde il 20 per cento.",
       State::kCurrent},
      {"it", "On March 5, 2024.", "On March 6, 2024.", "Il 5 marzo 2024.", "Il 6 marzo 2024.", State::kCurrent},
      {"it", "On March 5, 2024.", "On March 6, 2024.", "Il 5 marzo 2024.", "Il 7 marzo 2024.", State::kStale},
      {"it", "On March 5, 2024.", "On April 5, 2024.", "Il 5 marzo 2024.", "Il 5 aprile 2024.", State::kCurrent},
      {"it", "On March 5, 2024.", "On April 5, 2024.", "Il 5 marzo 2024.", "Il 5 maggio 2024.", State::kStale},
      {"zh-Hant", then, now, "等待3分鐘。", "等待4分鐘。", State::kCurrent},
      {"zh-Hant", "It weighs 25 kilograms.", "It weighs 30 kilograms.", "重25公斤。", "重30公斤。", State::kCurrent},
      {"it", "Take 3 pills in 3 minutes.", "Take 3 pills in 4 minutes.", "Prendi 3 pillole in 3 minuti.",
       "Prendi 3 pillole in 4 minuti.", State::kCurrent},
      {"it", "Take 4 pills in 3 minutes.", "Take 4 pills in 4 minutes.", "Prendi 4 pillole in tre minuti.",
       "Prendi 4 pillole in tre minuti, poi dormi.", State::kStale},
      // German knows the words.
      {"de", "It weighs 3 kg.", "It weighs 4 kg.", "Es wiegt 3 kg.", "Es wiegt 4 Pfund.", State::kStale},
  };
  for (const Row& row : rows) {
    const FactFinder target(locales_.For(row.lang));
    const Sides sides{row.source_then, row.source_now, row.target_then, row.target_now};
    EXPECT_EQ(Decide(sides, TextRole::kProse, {english_, target}, Policy()).state, row.state)
        << row.source_now << " / " << row.target_now;
  }
}

TEST_F(Ladder, PolicyMaySayThatAClassAsksNothing) {
  Policy policy;
  policy.ignored.push_back(EditClass::kCurrency);
  const Sides sides{"It costs $300 here.", "It costs 43,500 JPY here.", "Hier.", "Hier."};
  EXPECT_EQ(Decide(sides, TextRole::kProse, {english_, german_}, policy).state, State::kCurrent);
}

TEST_F(Ladder, OtherQuotesInTheTargetAnswerNoEditOfTheSource) {
  const Sides sides{"It is \"fine\".", "It is \"poor\".", "Es ist \"gut\".", "Es ist „gut“."};
  EXPECT_EQ(DecideOn(sides).state, State::kStale);
  EXPECT_EQ(DecideOn(sides).rung, Rung::kSourceEdited);
  EXPECT_EQ(DecideOn({sides.source_then, sides.source_now, sides.target_then, "Es ist „schlecht“."}).state,
            State::kCurrent);
}

TEST_F(Ladder, AnAmountInAnotherCurrencyHasToMoveWithTheSources) {
  const auto state = [&](const std::string& now, const std::string& target) {
    return DecideOn({"It costs 350 USD, 3 kg.", now, "Er kostet 329 €, 3 kg.", target}).state;
  };
  EXPECT_EQ(state("It costs 300 USD, 3 kg.", "Er kostet im Laden 329 €, 3 kg."), State::kStale);
  EXPECT_EQ(state("It costs 300 USD, 4 kg.", "Er kostet 329 €, 4 kg."), State::kStale);
  EXPECT_EQ(state("It costs 300 USD, 4 kg.", "Er kostet 289 €, 4 kg."), State::kCurrent);
  EXPECT_EQ(state("It costs 300 USD, 4 kg.", "Er kostet 300 USD, 4 kg."), State::kCurrent);
  EXPECT_EQ(state("It costs 280 GBP, 4 kg.", "Er kostet 329 €, 4 kg."), State::kCurrent);
}

TEST_F(Ladder, ValuesThatChangedPlacesAreOtherFigures) {
  struct Row {
    const char* what;
    Sides sides;
    State state;
  };
  const std::string then = "It drew 5 W idle and 9 W busy.", now = "It drew 9 W idle and 5 W busy.";
  const std::string old_target = "Es zog 5 W im Leerlauf und 9 W unter Last.";
  const Row rows[] = {
      {"the target stands", {then, now, old_target, old_target}, State::kStale},
      {"the target followed", {then, now, old_target, "Es zog 9 W im Leerlauf und 5 W unter Last."}, State::kCurrent},
      {"a typo was mended", {then, now, old_target, "Es zog 5 W im Leerlauf und 9 W unter der Last."}, State::kStale},
      {"its words changed places",
       {then, now, old_target, "Auf 5 W kam das Gerät unter Last, auf ganze 9 W dagegen im Leerlauf."},
       State::kCurrent},
      {"the target never had them", {then, now, "Es ist sparsam.", "Es ist recht sparsam."}, State::kCurrent},
      {"names",
       {"The AX-500 beats the AX-600.", "The AX-600 beats the AX-500.", "Der AX-500 schlägt den AX-600.",
        "Der AX-500 schlägt den AX-600."},
       State::kStale},
      {"another notation in the same order",
       {"It drew 5 W, then 1,000 W.", "It drew 5.0 W, then 1000 W.", "Erst 5 W, dann 1.000 W.",
        "Erst 5 W, dann 1.000 W."},
       State::kCurrent},
  };
  for (const Row& row : rows) {
    const Decision decision = DecideOn(row.sides);
    EXPECT_EQ(decision.state, row.state) << row.what;
    if (row.state == State::kStale) {
      EXPECT_EQ(decision.edit_class, EditClass::kFigure) << row.what;
      EXPECT_EQ(decision.source_change.gone.size(), 2U) << row.what;
    }
  }
}

TEST_F(Ladder, AnOldNameCodeOrAddressThatStillStandsThereIsNoAnswer) {
  struct Row {
    Sides sides;
    State state;
  };
  const Row rows[] = {
      {{"It beats the AX-500.", "It beats the AX-600.", "Es schlägt den AX-500.", "Es schlägt klar den AX-500."},
       State::kStale},
      {{"It beats the AX-500.", "It beats the AX-600.", "Es schlägt den AX-500.", "Es schlägt den AX-600."},
       State::kCurrent},
      {{"It beats the AX-500.", "It beats the AX-600.", "Es schlägt das Modell.", "Es schlägt das neue Modell."},
       State::kCurrent},
      {{"Type `foo --x`.", "Type `bar --x`.", "Tippe `foo --x`.", "Tippe einmal `foo --x`."}, State::kStale},
      {{"Type `foo --x`.", "Type `bar --x`.", "Tippe `foo --x`.", "Tippe einmal `bar --x`."}, State::kCurrent},
      {{"See [it](a.md).", "See [it](b.md).", "Siehe [das](a.md).", "Siehe [dies](a.md)."}, State::kStale},
      {{"See [it](a.md).", "See [it](b.md).", "Siehe [das](de/a.md).", "Siehe [das](de/b.md)."}, State::kCurrent},
      {{"Type `foo` now.", "Type it now.", "Tippe `foo` jetzt.", "Tippe das (`foo`) jetzt."}, State::kCurrent},
  };
  for (const Row& row : rows) EXPECT_EQ(DecideOn(row.sides).state, row.state) << *row.sides.target_now;
}

}  // namespace
}  // namespace lockstep
