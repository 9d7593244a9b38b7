package dev.gatun.tests.engines;

import dev.gatun.engine.Engines;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.engine.EngineKit;
import dev.gatun.kit.engine.EngineRules;
import dev.gatun.kit.engine.Result;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The rules of what operations give, one test each, named by its number: part of [EngineContract].
public abstract class ResultsContract {
  private final EngineKit kit;

  /// Opens an engine that the class path of the test offers.
  ///
  /// @param id the engine's
  protected ResultsContract(String id) {
    this.kit = EngineKit.open(Engines.load(getClass().getClassLoader()), id);
  }

  /// Opens one of several engines.
  ///
  /// @param engines hold that engine, `reference` and a complete one
  /// @param id the engine's
  protected ResultsContract(Engines engines, String id) {
    this.kit = EngineKit.open(engines, id);
  }

  /// Tries a rule on the engine, which passes if it keeps the rule or is exempt from it.
  ///
  /// @param rule such as `ENG-01`
  final void keeps(String rule) {
    Result result = kit.run(EngineRules.named(rule));
    if (result.outcome() instanceof Outcome.Violated(String sentence)) {
      Assertions.fail("%s of engine '%s': %s".formatted(rule, kit.engine().id(), sentence));
    }
  }

  @Test
  void eng01ProductsStayWithinHighamsBound() {
    keeps("ENG-01");
  }

  @Test
  void eng02ProductsDoNotReadTheOldResultWhereBetaIsZero() {
    keeps("ENG-02");
  }

  @Test
  void eng03ProductsOverNoTermsAreBetaTimesTheOldResult() {
    keeps("ENG-03");
  }

  @Test
  void eng04NanAndInfinityReachTheirRowsAndColumns() {
    keeps("ENG-04");
  }

  @Test
  void eng05FillingAndCopyingAreExact() {
    keeps("ENG-05");
  }

  @Test
  void eng06CopiedColumnsLeaveTheOthers() {
    keeps("ENG-06");
  }

  @Test
  void eng07GatheringConvertsAndScales() {
    keeps("ENG-07");
  }

  @Test
  void eng08SpecialNumbersAreMovedBitByBit() {
    keeps("ENG-08");
  }

  @Test
  void eng09FunctionsOfOneNumberAreRightToFourUnits() {
    keeps("ENG-09");
  }

  @Test
  void eng10TheirGradientsAreRightToFourUnits() {
    keeps("ENG-10");
  }

  @Test
  void eng11FunctionsOfTwoNumbersAreRoundedOnce() {
    keeps("ENG-11");
  }

  @Test
  void eng12WeightedSumsHaveThreeRoundings() {
    keeps("ENG-12");
  }

  @Test
  void eng13NanGivesNan() {
    keeps("ENG-13");
  }

  @Test
  void eng14FunctionsOfOneNumberHaveTheirLimits() {
    keeps("ENG-14");
  }

  @Test
  void eng15FunctionsOfTwoNumbersFollowIeee754() {
    keeps("ENG-15");
  }

  @Test
  void eng16ResultsDoNotDependOnTheirPlace() {
    keeps("ENG-16");
  }

  @Test
  void eng17SumsStayWithinHighamsBound() {
    keeps("ENG-17");
  }

  @Test
  void eng18MaximaAreNanWhereANumberIs() {
    keeps("ENG-18");
  }

  @Test
  void eng19ReductionsOfNothing() {
    keeps("ENG-19");
  }

  @Test
  void eng20BiasAndActivationInOnePass() {
    keeps("ENG-20");
  }

  @Test
  void eng21SoftmaxStaysWithinItsBound() {
    keeps("ENG-21");
  }

  @Test
  void eng22GradientsOfSoftmaxStayWithinTheirBounds() {
    keeps("ENG-22");
  }

  @Test
  void eng23CrossEntropyStaysWithinItsBound() {
    keeps("ENG-23");
  }

  @Test
  void eng24RowsOfNanSpoilNoOther() {
    keeps("ENG-24");
  }

  @Test
  void eng25LargeScoresDoNotOverflow() {
    keeps("ENG-25");
  }

  @Test
  void eng26LabelsOutOfRangeGiveNan() {
    keeps("ENG-26");
  }

  @Test
  void eng27ConvolutionsStayWithinHighamsBound() {
    keeps("ENG-27");
  }

  @Test
  void eng28GradientsOfConvolutionStayWithinHighamsBound() {
    keeps("ENG-28");
  }

  @Test
  void eng29MaximaUnderAWindowAreTheFirstOfEquals() {
    keeps("ENG-29");
  }

  @Test
  void eng30NanIsTheGreatestUnderAWindow() {
    keeps("ENG-30");
  }

  @Test
  void eng31GradientsOfMaximaGoToTheirPlaces() {
    keeps("ENG-31");
  }

  @Test
  void eng32MeansUnderAWindowStayWithinHighamsBound() {
    keeps("ENG-32");
  }

  @Test
  void eng33ColumnsAreChosenExactly() {
    keeps("ENG-33");
  }

  @Test
  void eng34LayerNormalizationStaysWithinItsBound() {
    keeps("ENG-34");
  }

  @Test
  void eng35MomentsAreThoseOfThePopulation() {
    keeps("ENG-35");
  }

  @Test
  void eng36BatchNormalizationStaysWithinItsBound() {
    keeps("ENG-36");
  }

  @Test
  void eng37RandomNumbersAreThoseOfPhilox() {
    keeps("ENG-37");
  }

  @Test
  void eng38RandomNumbersDifferWithKeyStreamAndId() {
    keeps("ENG-38");
  }

  @Test
  void eng39GradientDescentAddsAllItsTerms() {
    keeps("ENG-39");
  }

  @Test
  void eng40AdamCorrectsItsMoments() {
    keeps("ENG-40");
  }

  @Test
  void eng41NanInAGradientReachesItsParameter() {
    keeps("ENG-41");
  }
}
