package io.mobula.examples.digits;

import io.mobula.train.collective.Collective;
import io.mobula.train.collective.Op;

/** Those who learn together: each from its share of a batch, all by the same gradient. */
interface Team {
    int rank();

    int size();

    /** The gradient becomes the sum of all members'. */
    void sum(double[] gradient);

    /** The workers of a training run. */
    static Team of(Collective workers) {
        return new Team() {
            @Override
            public int rank() {
                return workers.rank();
            }

            @Override
            public int size() {
                return workers.size();
            }

            @Override
            public void sum(double[] gradient) {
                workers.allReduce(gradient, Op.SUM);
            }
        };
    }

    /** One alone. */
    enum Alone implements Team {
        ALONE;

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void sum(double[] gradient) {}
    }
}
