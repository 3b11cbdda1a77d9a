package io.mobula.control.log;

import io.mobula.core.control.Replica;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The group as one replica sees it at a moment.
 *
 * @param alive false once the replica has ended by itself: its process is of no use any more
 * @param leader the one it follows, or itself
 * @param applied the last entry that counts here
 * @param followers what the leader knows of the others, by id; empty elsewhere
 */
public record LogStatus(
        boolean alive,
        boolean leads,
        long term,
        String self,
        Optional<Replica> leader,
        List<Replica> group,
        long applied,
        Map<String, Follower> followers) {
    /**
     * @param matched the last entry it is known to have
     * @param silentMillis since it answered last
     */
    public record Follower(long matched, long silentMillis) {}

    public LogStatus {
        group = List.copyOf(group);
        followers = Map.copyOf(followers);
    }

    public boolean isMember() {
        return group.stream().anyMatch(replica -> replica.id().equals(self));
    }

    /** Some follower that answers lacks entries. */
    public boolean lags(long answeredWithinMillis) {
        return followers.values().stream()
                .anyMatch(one -> one.matched() < applied && one.silentMillis() <= answeredWithinMillis);
    }
}
