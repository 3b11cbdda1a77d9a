package io.mobula.control;

import io.mobula.control.log.ControlLog;
import io.mobula.control.log.LogStatus;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.control.Replica;
import io.mobula.core.control.ReplicaRules;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The leader's part in who keeps the log: takes in those that knock and are wanted, and carries out what operators ask, one change at a time.
 *
 * <p>Confined to the leader.
 */
final class ReplicaDesk {
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Whoever has not answered for so long does not lead next. */
    private static final long HEIR_ANSWERS_MILLIS = 1_000;

    private final ControlLog log;
    private final String own;

    /** Replicas that are not settled members, by contact. */
    private final Map<String, Replica> knocked = new HashMap<>();

    private Optional<Wanted> wanted = Optional.empty();
    private long askedNanos;
    private boolean changing;

    /** What an operator asked and has no answer to. */
    private record Wanted(
            UUID request, Collection<String> leaving, Collection<String> coming, Consumer<OperationAnswer> answer) {}

    /** @param own contact of the leader */
    ReplicaDesk(ControlLog log, String own) {
        this.log = log;
        this.own = own;
    }

    /** What to do with a replica that offers itself. */
    enum Verdict {
        WAIT,
        NOT_WANTED
    }

    /** @param keepers of a cluster that has yet to begin; none of one that has */
    Verdict offered(Replica replica, Collection<String> keepers) {
        knocked.put(replica.contact(), replica);
        List<Replica> group = log.status().group();
        boolean known = group.contains(replica)
                || ReplicaRules.returned(group, replica).isPresent()
                || keepers.contains(replica.contact())
                || wanted.map(one -> one.coming().contains(replica.contact())).orElse(false);
        return known ? Verdict.WAIT : Verdict.NOT_WANTED;
    }

    /** The change that is due now, if any; whoever takes it calls {@link #changed} in the end. */
    Optional<CompletionStage<Void>> next(Collection<String> keepers) {
        if (changing) return Optional.empty();
        List<Replica> group = log.status().group();
        Optional<List<Replica>> target = target(group, keepers);
        if (target.isEmpty()) return Optional.empty();
        changing = true;
        return Optional.of(log.change(group, target.get()));
    }

    private Optional<List<Replica>> target(List<Replica> group, Collection<String> keepers) {
        for (Replica replica : knocked.values()) {
            Optional<List<Replica>> returned = ReplicaRules.returned(group, replica);
            if (returned.isPresent()) return returned;
        }
        if (!keepers.isEmpty()) return ReplicaRules.founded(group, keepers, knocked);
        return wanted.flatMap(one -> ReplicaRules.grown(group, one.leaving(), one.coming(), knocked));
    }

    void changed() {
        changing = false;
        knocked.clear(); // whoever is still outside knocks again
    }

    /** Whether the whole first group is there. */
    boolean isFounded(Collection<String> keepers) {
        var contacts = new LinkedHashSet<String>();
        for (Replica replica : log.status().group()) contacts.add(replica.contact());
        return contacts.containsAll(keepers);
    }

    /** Nodes that are to get a replica and have none to offer yet. */
    Collection<String> invited() {
        return wanted.map(one -> one.coming().stream()
                        .filter(contact -> !knocked.containsKey(contact) && !isMember(contact))
                        .toList())
                .orElse(List.of());
    }

    private boolean isMember(String contact) {
        return log.status().group().stream().anyMatch(one -> one.contact().equals(contact));
    }

    /** Answered once it is done; a repetition of the one under way changes nothing. */
    void change(
            UUID request,
            Operation.Change change,
            ControlState state,
            long nowNanos,
            Consumer<OperationAnswer> answer) {
        if (wanted.isPresent() && wanted.get().request().equals(request)) {
            askedNanos = nowNanos;
            return;
        }
        List<Replica> group = log.status().group();
        var leaving = new LinkedHashSet<String>();
        var coming = new LinkedHashSet<String>();
        for (String name : change.remove()) {
            Optional<Replica> member = member(name, state);
            if (member.isEmpty()) {
                // Done before, perhaps by this very request under another leader.
                if (isKnown(name, state)) continue;
                answer.accept(unknown(name, state));
                return;
            }
            leaving.add(member.get().contact());
        }
        for (String name : change.add()) {
            Optional<String> contact = contact(name, state);
            if (contact.isEmpty()) {
                answer.accept(unknown(name, state));
                return;
            }
            coming.add(contact.get());
        }
        long staying =
                group.stream().filter(one -> !leaving.contains(one.contact())).count();
        long added = coming.stream()
                .filter(contact -> leaving.contains(contact) || !isMember(contact))
                .count();
        Optional<String> objection = ReplicaRules.objection((int) (staying + added));
        if (objection.isPresent()) {
            answer.accept(new OperationAnswer.Refused("The control log keeps its " + group.size() + " replicas: "
                    + objection.get() + ". Name so many nodes that an odd number remains"));
            return;
        }
        if (wanted.isPresent()) {
            answer.accept(new OperationAnswer.Refused(
                    "Another change of the control log's replicas is under way. Try again when it is done"));
            return;
        }
        askedNanos = nowNanos;
        wanted = Optional.of(new Wanted(request, leaving, coming, answer));
    }

    /** Gives up what waits, or says that it is done. */
    void answerIfDone(ControlState state) {
        if (wanted.isEmpty() || changing) return;
        Wanted one = wanted.get();
        boolean here = one.coming().stream().allMatch(this::isMember);
        boolean gone = one.leaving().stream().noneMatch(this::isMember);
        if (!here || !gone) return;
        wanted = Optional.empty();
        one.answer().accept(report(state));
    }

    /** Whoever asks repeats it; when nobody does, nobody waits for it any more. */
    void expire(long nowNanos) {
        if (nowNanos - askedNanos > PATIENCE_NANOS) wanted = Optional.empty();
    }

    /** Whether the leader itself is to leave: it hands the lead over first. */
    boolean leaderLeaves() {
        return wanted.map(one -> one.leaving().contains(own)).orElse(false);
    }

    /** The member that is best taken for the next leader. */
    Optional<Replica> heir() {
        LogStatus status = log.status();
        Collection<String> leaving = wanted.map(Wanted::leaving).orElse(List.of());
        Optional<Replica> best = Optional.empty();
        long furthest = -1;
        for (Replica one : status.group()) {
            LogStatus.Follower follower = status.followers().get(one.id());
            if (follower == null || leaving.contains(one.contact()) || follower.silentMillis() > HEIR_ANSWERS_MILLIS)
                continue;
            if (follower.matched() > furthest) {
                furthest = follower.matched();
                best = Optional.of(one);
            }
        }
        return best;
    }

    Optional<Replica> member(String name, ControlState state) {
        Optional<String> contact = contact(name, state);
        return log.status().group().stream()
                .filter(one -> contact.equals(Optional.of(one.contact()))
                        || one.contact().equals(name)
                        || nodeOf(one).equals(Optional.of(name)))
                .findFirst();
    }

    /** The node a replica was made for, alive or not. */
    private static Optional<String> nodeOf(Replica replica) {
        int end = replica.id().indexOf('/');
        return end < 0 ? Optional.empty() : Optional.of(replica.id().substring(0, end));
    }

    private static Optional<String> contact(String name, ControlState state) {
        for (ControlState.Member member : state.members().values())
            if (member.node().name().equals(name)) return Optional.of(MembershipSystem.addressOf(member.member()));
        return Optional.empty();
    }

    private static boolean isKnown(String name, ControlState state) {
        return state.seats().containsKey(name);
    }

    static OperationAnswer.Refused unknown(String name, ControlState state) {
        List<String> names = state.members().values().stream()
                .map(member -> member.node().name())
                .toList();
        return new OperationAnswer.Refused(
                "The cluster has no node " + name + " now. It has " + String.join(", ", names));
    }

    OperationAnswer report(ControlState state) {
        LogStatus status = log.status();
        var names = new HashMap<String, String>();
        for (Map.Entry<ProcessId, ControlState.Member> one : state.members().entrySet())
            names.put(
                    MembershipSystem.addressOf(one.getValue().member()),
                    one.getValue().node().name());
        var keepers = new ArrayList<OperationAnswer.Keeper>();
        for (Replica one : status.group()) {
            boolean leads = one.id().equals(status.self());
            LogStatus.Follower follower =
                    status.followers().getOrDefault(one.id(), new LogStatus.Follower(status.applied(), 0));
            keepers.add(new OperationAnswer.Keeper(
                    names.getOrDefault(one.contact(), nodeOf(one).orElse(one.contact())),
                    one.contact(),
                    one.id(),
                    leads,
                    leads ? status.applied() : follower.matched(),
                    leads ? 0 : follower.silentMillis()));
        }
        return new OperationAnswer.Reported(names.getOrDefault(own, own), status.term(), keepers);
    }
}
