/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@2/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.433, // cover
    0.732, // coverWithTitle
    2.716, // coverNear
    2.994, // coverPassage
    1.157, // passageCosine
    1.454, // rank
    0.477, // fused
    1.874, // pairs
    2.465, // cosine
    0.923, // kindHeld
    -0.923, // kindMissing
    -0.339, // short
    0.239, // long
    0.172, // fresh
    1.375, // namesCovered
    0.198, // first
    3.422, // forms
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    1.470, // best
    1.223, // cover
    0.070, // coverNear
    0.120, // coverPassage
    0.768, // namesCovered
    -0.212, // kindMissing
    2.079, // passageCosine
    1.798, // sentenceCosine
    0.196, // fused
    -0.391, // length
    -4.509, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.18,
};
