/** Learned from 3467 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@1/512',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    4.784, // cover
    -0.120, // coverWithHeadings
    1.937, // coverNear
    3.034, // coverPassage
    1.907, // pairs
    3.301, // cosine
    1.280, // passageCosine
    1.553, // rank
    1.589, // fused
    0.988, // kindHeld
    -0.988, // kindMissing
    -0.167, // asks
    -0.094, // labels
    -1.965, // short
    0.295, // long
    0.899, // fresh
    1.437, // namesCovered
    0.088, // first
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    1.830, // best
    1.166, // cover
    1.540, // passageCosine
    1.386, // sentenceCosine
    0.833, // fused
    -0.652, // length
    -4.295, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.37,
};
