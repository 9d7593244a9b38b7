package dev.gatun.tests.engines;

import dev.gatun.engine.Engines;
import org.junit.jupiter.api.Test;

/// The rules of an engine, one test each, named by its number.
///
/// An engine passes by extending this with its id, its provider being on the class path:
///
/// ```java
/// final class FastEngineContractTest extends EngineContract {
///   FastEngineContractTest() {
///     super("fast");
///   }
/// }
/// ```
///
/// An engine that is not available fails every test. `-Dgatun.seed` changes the random inputs.
public abstract class EngineContract extends ResultsContract {
  /// Opens an engine found on the class path.
  ///
  /// @param id the engine's
  protected EngineContract(String id) {
    super(id);
  }

  /// Opens one of several engines.
  ///
  /// @param engines hold that engine, `reference` and a complete one
  /// @param id the engine's
  protected EngineContract(Engines engines, String id) {
    super(engines, id);
  }

  @Test
  void eng42WrongShapesAreRefused() {
    keeps("ENG-42");
  }

  @Test
  void eng43WrongTypesAreRefused() {
    keeps("ENG-43");
  }

  @Test
  void eng44SharedMemoryIsRefused() {
    keeps("ENG-44");
  }

  @Test
  void eng45ScalarsWithoutMeaningAreRefused() {
    keeps("ENG-45");
  }

  @Test
  void eng46IndicesOutOfRangeAreRefused() {
    keeps("ENG-46");
  }

  @Test
  void eng47DecompositionsRefuseWhatTheyCannotDo() {
    keeps("ENG-47");
  }

  @Test
  void eng48NothingIsWrittenOutsideTheResults() {
    keeps("ENG-48");
  }

  @Test
  void eng49ArgumentsAreNotModified() {
    keeps("ENG-49");
  }

  @Test
  void eng50ResultsAreOverwrittenEntirely() {
    keeps("ENG-50");
  }

  @Test
  void eng51ResultsInPlaceHaveTheSameBits() {
    keeps("ENG-51");
  }

  @Test
  void eng52ClosedWorkspacesAreRefused() {
    keeps("ENG-52");
  }

  @Test
  void eng53EmptyTensorsAreAsGoodAsOthers() {
    keeps("ENG-53");
  }

  @Test
  void eng54ViewsGiveWhatWholeTensorsGive() {
    keeps("ENG-54");
  }

  @Test
  void eng55NumbersComeBackAsTheyWentIn() {
    keeps("ENG-55");
  }

  @Test
  void eng56WorkspacesCountTheirBytes() {
    keeps("ENG-56");
  }

  @Test
  void eng57CallsMakeNoObjects() {
    keeps("ENG-57");
  }

  @Test
  void eng58TheSameArgumentsGiveTheSameBits() {
    keeps("ENG-58");
  }

  @Test
  void eng59ThreadsGetTheSameBits() {
    keeps("ENG-59");
  }

  @Test
  void eng60MoreThreadsStayWithinTheBounds() {
    keeps("ENG-60");
  }

  @Test
  void eng61PartsOfABatchHaveTheSameBits() {
    keeps("ENG-61");
  }

  @Test
  void eng62EnginesDescribeThemselves() {
    keeps("ENG-62");
  }

  @Test
  void eng63ListedOperationsAreTheEnginesOwn() {
    keeps("ENG-63");
  }

  @Test
  void eng71SingularVectorsGiveTheMatrix() {
    keeps("ENG-71");
  }

  @Test
  void eng72SingularValuesAreTheSameInEveryForm() {
    keeps("ENG-72");
  }

  @Test
  void eng73KnownSingularValuesAreFound() {
    keeps("ENG-73");
  }

  @Test
  void eng74HardMatricesHaveSingularValues() {
    keeps("ENG-74");
  }

  @Test
  void eng75LeastSquaresLeaveOrthogonalResiduals() {
    keeps("ENG-75");
  }

  @Test
  void eng76LeastSquaresTakeTheShortestSolution() {
    keeps("ENG-76");
  }

  @Test
  void eng77TheCutoffDecidesTheRank() {
    keeps("ENG-77");
  }

  @Test
  void eng78NistProblemsHaveTheirCertifiedCoefficients() {
    keeps("ENG-78");
  }

  @Test
  void eng79CholeskyFactorsGiveTheMatrix() {
    keeps("ENG-79");
  }

  @Test
  void eng80HilbertMatricesHaveTheirCholeskyFactors() {
    keeps("ENG-80");
  }

  @Test
  void eng81TheFirstMinorThatIsNotPositiveIsNamed() {
    keeps("ENG-81");
  }

  @Test
  void eng82SystemsSolvedByCholeskyHaveSmallResiduals() {
    keeps("ENG-82");
  }

  @Test
  void eng83EigenvectorsGiveTheMatrix() {
    keeps("ENG-83");
  }

  @Test
  void eng84KnownEigenvaluesAreFound() {
    keeps("ENG-84");
  }

  @Test
  void eng85TheLowerTriangleAloneIsRead() {
    keeps("ENG-85");
  }

  @Test
  void eng86QrFactorsGiveTheMatrix() {
    keeps("ENG-86");
  }

  @Test
  void eng87HardMatricesHaveQrFactors() {
    keeps("ENG-87");
  }

  @Test
  void eng88EmptyMatricesAreDecomposed() {
    keeps("ENG-88");
  }
}
