/// Tensors, workspaces and engines; start at [dev.gatun.engine.Engine], and at
/// [dev.gatun.engine.Kernels] to write an engine.
///
/// What every engine must do, as `gatun-kit` checks it:
///
/// **Products**
///
/// - `ENG-01` Products stay within Higham's bound in all transpositions, for every α and β.
/// - `ENG-02` With β = 0 a product does not read the old result.
/// - `ENG-03` A product over no terms is β times the old result.
/// - `ENG-04` NaN and infinity reach the row or column of the result they belong to, and no other.
///
/// **Moving data**
///
/// - `ENG-05` Filling and copying give the numbers exactly, in every form of repetition.
/// - `ENG-06` Copying a block of columns leaves the other columns as they are.
/// - `ENG-07` Gathering rows converts bytes and numbers, and scales them with two roundings.
/// - `ENG-08` NaN, infinities, −0, denormal and extreme numbers are moved bit by bit.
///
/// **Elementwise**
///
/// - `ENG-09` Functions of one number are right to 4 units in the last place, at all magnitudes.
/// - `ENG-10` Their gradients are right to 4 units in the last place of the derivative.
/// - `ENG-11` Functions of two numbers are rounded once, in every form of repetition.
/// - `ENG-12` α·x + β·y has three roundings; with β = 0 the old result is not read.
/// - `ENG-13` NaN gives NaN in every function of one number but RELU.
/// - `ENG-14` Functions of one number have their limits at infinity, at 0 and where they overflow.
/// - `ENG-15` Functions of two numbers treat NaN, infinities, −0 and overflow as IEEE 754 does.
/// - `ENG-16` A result depends on its numbers, not on their place in a row or the length of the
///   row.
///
/// **Reductions**
///
/// - `ENG-17` Sums of rows, of columns and of everything stay within Higham's bound; maxima are
///   exact.
/// - `ENG-18` A maximum is NaN where a number is NaN, and there alone.
/// - `ENG-19` Of no numbers the sum is 0 and the maximum negative infinity.
///
/// **Neural**
///
/// - `ENG-20` Bias and activation in one pass, and their gradients, are as exact as one by one.
/// - `ENG-21` Softmax and its logarithm stay within what exponentials and their sum allow.
/// - `ENG-22` The gradients of softmax and of its logarithm stay within their sums' bounds.
/// - `ENG-23` Cross-entropy, squared distance and their gradients stay within what softmax and sums
///   allow.
/// - `ENG-24` A row of scores with NaN gives NaN in all of that row, and in no other.
/// - `ENG-25` Scores however large, equal or far apart do not overflow.
/// - `ENG-26` A label out of range gives a loss and a gradient row of NaN, and spoils no other.
///
/// **Images**
///
/// - `ENG-27` Convolutions stay within Higham's bound: strides, padding, gaps, groups, no bias.
/// - `ENG-28` The gradients of convolution stay within Higham's bound.
/// - `ENG-29` A maximum under a window is exact, and stands at the first of equals.
/// - `ENG-30` Under a window NaN is the greatest; padding alone gives negative infinity at −1.
/// - `ENG-31` The gradient of maxima adds each number to its place, and none where that is −1.
/// - `ENG-32` Means under a window and their gradients stay within Higham's bound, padding counted
///   or not.
/// - `ENG-33` Columns are chosen exactly, −1 giving 0; their gradients add in order.
///
/// **Normalization**
///
/// - `ENG-34` Layer normalization and its gradients stay within what the cancellation in x − mean
///   allows.
/// - `ENG-35` Moments of channels are those of the population, right also far from 0; of none, NaN.
/// - `ENG-36` Batch normalization and its gradients stay within what the cancellation in x − mean
///   allows.
///
/// **Randomness**
///
/// - `ENG-37` Random numbers are those of Philox, bit by bit the same on every engine.
/// - `ENG-38` Random numbers differ with the key, either half of the stream, and the row's id.
///
/// **Updates**
///
/// - `ENG-39` Gradient descent adds all gradients, decay, momentum and Nesterov's look-ahead.
/// - `ENG-40` Adam corrects its moments for the step, with the decay in the gradient or apart.
/// - `ENG-41` NaN in a gradient reaches its own parameter, and no other.
///
/// **Arguments**
///
/// - `ENG-42` A tensor of a wrong shape is refused with the operation and both shapes, whichever it
///   is.
/// - `ENG-43` A tensor of a wrong element type is refused, whichever it is.
/// - `ENG-44` A result that shares memory with an argument is refused, but where it may be that
///   one.
/// - `ENG-45` Scalars without meaning are refused: step 0, ε 0, no gradients, no velocity, no
///   threads.
/// - `ENG-46` Row numbers, indices and places out of range are refused where the host can see them.
/// - `ENG-47` Decompositions refuse NaN, infinity, and matrices that are not positive definite.
///
/// **Memory**
///
/// - `ENG-48` Nothing is written outside the results.
/// - `ENG-49` Arguments that are not results are not modified.
/// - `ENG-50` Results are overwritten entirely, and what they held before has no effect.
/// - `ENG-51` A result in the place of an argument has the bits of one apart, where that is
///   allowed.
/// - `ENG-52` A call on tensors of a closed workspace is refused in one wording, whichever it is.
/// - `ENG-53` Empty tensors are as good as others: nothing is read, written or thrown.
/// - `ENG-54` Views of rows, ranges and reshapes at any address give what whole tensors give.
/// - `ENG-55` Numbers of every type come back from the engine's memory as they went in.
/// - `ENG-56` Workspaces start with zeros, count their bytes, and count 0 once closed.
/// - `ENG-57` Calls make no objects, once the code is compiled; decompositions may.
///
/// **Determinism**
///
/// - `ENG-58` The same arguments give the same bits, a hundred times.
/// - `ENG-59` Threads that call at once, each with results of its own, get the same bits.
/// - `ENG-60` With more threads to a call results stay within their bounds, and the same each time.
/// - `ENG-61` Rows that do not depend on each other have the same bits in any part of a batch.
///
/// **Description**
///
/// - `ENG-62` An engine has an id, a summary, a detail of what runs here, and a description.
/// - `ENG-63` The operations an engine lists are its own, or pass through it where it says what it
///   is `over`; its fallback serves the others.
///
/// **Linear algebra**
///
/// - `ENG-71` Singular vectors, thin and full, are orthonormal, their values descend from 0 or
///   more, and together they give the matrix.
/// - `ENG-72` Singular values are the same with thin vectors, full ones, one side, or none.
/// - `ENG-73` Singular values that are known are found: Hilbert's matrices, repeated values, zeros.
/// - `ENG-74` Matrices short of rank, graded, or scaled up or down have singular values and
///   vectors.
/// - `ENG-75` Least squares tell rank and singular values, and leave residuals orthogonal to the
///   columns, for every right-hand side.
/// - `ENG-76` Of the many solutions of wide systems and those short of rank, least squares take the
///   shortest, at any scale.
/// - `ENG-77` Singular values up to the cutoff's share of the greatest count as 0; up to max(m, n)
///   roundoffs if it is negative.
/// - `ENG-78` NIST's problems Longley and Wampler 1 to 5 have their certified coefficients in
///   float64, as far as their condition allows.
/// - `ENG-79` A Cholesky factor has zeros above its diagonal, and times its transpose it gives the
///   matrix.
/// - `ENG-80` Hilbert's matrices have their known Cholesky factors, as far as their condition
///   allows.
/// - `ENG-81` The first leading minor that is not positive is named by its order.
/// - `ENG-82` Systems solved by a Cholesky factor have small residuals, for every right-hand side.
/// - `ENG-83` Eigenvectors of a symmetric matrix are orthonormal rows, their values ascend, and
///   together they give the matrix.
/// - `ENG-84` Eigenvalues that are known are found: of second differences, Hilbert's matrices,
///   repeated, zero, negative.
/// - `ENG-85` Of a symmetric matrix the lower triangle alone is read.
/// - `ENG-86` Of a QR decomposition, thin and full, q has orthonormal columns, r zeros below its
///   diagonal, and together they give the matrix.
/// - `ENG-87` Matrices short of rank, graded, or scaled up or down have a QR decomposition.
/// - `ENG-88` Empty matrices are decomposed: full factors are orthonormal, solutions 0.
@NullMarked
package dev.gatun.engine;

import org.jspecify.annotations.NullMarked;
