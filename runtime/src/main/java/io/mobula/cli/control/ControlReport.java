package io.mobula.cli.control;

import java.util.List;

/**
 * Who keeps the control log; also what {@code mobula cluster control status --json} prints.
 *
 * @param leader name of its node
 */
public record ControlReport(String leader, long term, List<Keeper> keepers) {
    /** Who has not answered for so long may be down. */
    static final long SILENT_MILLIS = 3_000;

    /**
     * @param applied the last entry it is known to have
     * @param silentMillis since it answered the leader last
     */
    public record Keeper(String node, String contact, String id, boolean leads, long applied, long silentMillis) {
        public boolean answers() {
            return silentMillis < SILENT_MILLIS;
        }
    }

    public ControlReport {
        keepers = List.copyOf(keepers);
    }

    /** Every keeper answers, and has all that the leader had when it was asked. */
    public boolean isWhole() {
        long leads = keepers.stream()
                .filter(Keeper::leads)
                .mapToLong(Keeper::applied)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return keepers.stream().allMatch(keeper -> keeper.answers() && keeper.applied() >= leads - ALMOST);
    }

    /** Entries on their way. */
    private static final long ALMOST = 20;
}
