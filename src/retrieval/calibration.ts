/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@5/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.386, // cover
    0.647, // coverWithTitle
    2.466, // coverNear
    2.610, // coverPassage
    1.714, // passageCosine
    1.180, // rank
    1.049, // fused
    1.812, // pairs
    2.910, // cosine
    0.930, // kindHeld
    -0.930, // kindMissing
    -0.258, // short
    0.115, // long
    0.152, // fresh
    1.422, // namesCovered
    0.136, // first
    3.176, // forms
    3.000, // deniesToo
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    0.916, // best
    1.219, // cover
    1.037, // forms
    0.087, // coverPassage
    0.887, // namesCovered
    -0.319, // kindMissing
    2.012, // passageCosine
    1.864, // sentenceCosine
    0.190, // fused
    -0.313, // length
    -4.673, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.23,
};
