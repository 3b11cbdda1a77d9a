package io.mobula.cli.job;

import java.util.List;

/** Says why actors, placement groups and jobs of a cluster are where they are, or wait. */
@FunctionalInterface
public interface ExplainSource {
    /**
     * All that the word may mean: a name, an id, or a beginning of one. Asks one node; throws a {@code RuntimeException} whose message says why there is no answer.
     */
    List<Explained> explain(Target target, String word);

    /**
     * One thing explained; also what {@code mobula explain --json} prints.
     *
     * @param what {@code actor}, {@code placement group} or {@code job}
     * @param summary one sentence
     * @param reasons what it rests on, most important first
     */
    record Explained(String what, String id, String summary, List<String> reasons) {
        public Explained {
            reasons = List.copyOf(reasons);
        }
    }
}
