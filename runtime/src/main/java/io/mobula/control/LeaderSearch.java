package io.mobula.control;

import java.util.List;
import java.util.Optional;

/**
 * Whom a node takes for the log's leader. As long as that one answers it alone is spoken to; when it is silent, all control nodes are, until one says that it leads.
 *
 * <p>Confined.
 */
final class LeaderSearch {
    private final Contacts contacts;
    private final long patienceNanos;
    private Optional<String> leader = Optional.empty();
    private long term;
    private long heardNanos;

    /** It was silent for long. Should it speak again, that is no news: what was asked of it is on its way. */
    private boolean doubted;

    /** One hint is followed in each round: two that follow each other must not send a node to and fro. */
    private boolean hintTaken;

    /** @param patienceNanos how long a leader may be silent until the others are asked */
    LeaderSearch(Contacts contacts, long patienceNanos, long nowNanos) {
        this.contacts = contacts;
        this.patienceNanos = patienceNanos;
        this.heardNanos = nowNanos;
    }

    /** Something came that only a leader says. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
        doubted = false;
    }

    /** True if this is news. Whoever led in an earlier term is none any more. */
    boolean leads(ToAgent.Lead lead, long nowNanos) {
        if (lead.term() < term) return false;
        boolean news = lead.term() > term || !leader.equals(Optional.of(lead.contact()));
        doubted = false;
        term = lead.term();
        leader = Optional.of(lead.contact());
        heardNanos = nowNanos;
        contacts.learn(lead.controlNodes());
        return news;
    }

    /** A control node that was asked does not lead; it counts if it was taken for the leader, or nobody is. True if somebody else is to be asked at once. */
    boolean refused(String contact, Optional<String> hint) {
        boolean counts = doubted || leader.isEmpty() || leader.get().equals(contact);
        if (!counts || hintTaken || hint.equals(Optional.of(contact))) return false;
        if (hint.isEmpty() && doubted) return false;
        leader = hint;
        doubted = false;
        hintTaken = hint.isPresent();
        return hintTaken;
    }

    /** A round of speaking begins. */
    void round(long nowNanos) {
        hintTaken = false;
        if (nowNanos - heardNanos > patienceNanos) doubted = true;
    }

    /** Those who are to be spoken to. */
    List<String> targets() {
        return doubted || leader.isEmpty() ? contacts.all() : List.of(leader.get());
    }

    /** 0 before the first leader. */
    long term() {
        return term;
    }

    /** For messages. */
    String words() {
        return leader.orElseGet(() -> String.join(", ", contacts.all()));
    }
}
