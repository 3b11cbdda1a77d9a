package io.mobula.core.process;

import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.OwnedTask;
import java.util.List;
import java.util.Optional;

/** What a process's core orders of the world. Called with aggregates held: implementations hand over and return, they never block and never run user code. */
public interface Outside {
    long nowNanos();

    /** To another process; never to this one. */
    void send(ProcessId to, Message message);

    /** Whether the task's ref is sealed in the reference table by the result itself, or has to be once it is there. */
    enum Sealing {
        BY_RESULT,
        BY_SHELL
    }

    void complete(OwnedTask task, Outcome outcome, Sealing sealing);

    /** An element of a stream, in its turn: an own object from now on. */
    void element(OwnedStream stream, long index, Outcome outcome);

    /** The elements of a stream so far are nobody's: all are made anew. */
    void elementsAnew(OwnedStream stream);

    /** The host of a stream has died: which is the first element not taken whose bytes were only there? {@link Long#MAX_VALUE} if there is none; it and those after it are dropped. */
    long elementsLost(OwnedStream stream, ProcessId dead);

    /** The body of a stream may go on emitting. */
    void taken(HostedTask task, Message.Taken taken);

    /** The ref of this task enters the reference table now, unless it is there: {@link ProcessCore#escaped}. */
    void escape(OwnedTask task);

    /** An own object is nobody's any more. */
    void freed(RefKey ref);

    /** An own object that had been freed is an argument of a task that is made again. */
    void revived(RefKey ref, Optional<Outcome> known);

    /** The value of an own object, sealed before, is there, or is lost for good. */
    void renewed(RefKey ref, Outcome outcome);

    /** The value of this task is lost, and is made again from now on. Its end is told by {@link #complete}. */
    void makingAgain(OwnedTask task, ProcessId lostAt);

    /** To {@link ProcessCore#copiesWanted}, with the nodes there are. */
    void copiesAsked(ProcessId asker, Message.Persist wish);

    /** To {@link ProcessCore#persistWanted}: the value is on so many nodes. */
    void persisted(long token, int copies);

    /** Bring these bytes here and keep them until they are freed; then {@link ProcessCore#askedStore}. */
    void askFetch(ProcessId asker, Outcome.Stored value);

    /** If these bytes are in this process's store, they stay until they are freed; then {@link ProcessCore#askedStore}. */
    void askStore(ProcessId asker, CopyKey copy);

    /** To {@link ProcessCore#resolveWanted}. */
    void resolved(long token, Outcome outcome);

    /** This ref of another's will never have a value. */
    void ownerDied(RefKey ref);

    /** This process has nothing to do with this ref of another's any more: cached bytes may go. */
    void forgotten(RefKey ref);

    /** Tell control: all deaths up to this one are handled here (REF-7). */
    void confirm(long index);

    void retryLater(OwnedTask task, int attempt, long delayNanos);

    void checkGraceAt(long nanos);

    void fetchArguments(HostedTask task);

    void start(HostedTask task);

    void interrupt(HostedTask task);

    void forget(HostedTask task);

    /** It has its resources: make its object, then {@link ProcessCore#actorMade} or {@link ProcessCore#actorFailed}. */
    void makeActor(HostedActor actor);

    /** No body runs in it any more: let go of its object; perhaps before {@link #makeActor} has come to an end. */
    void dropActor(HostedActor actor);

    /** To the directory, again and again until it has answered; the answer does not matter. */
    void tell(DirectoryRequest request);

    /** {@link ProcessCore#recheckDue} after this pause. */
    void recheckLater(ActorId actor, long delayNanos);

    /** Ask the directory, then {@link ProcessCore#learned}. If it does not know the actor for as long as its creation may be under way, {@link ProcessCore#forgotten}. */
    void lookUp(ActorId actor);

    /** These bytes in this process's store are nobody's. */
    void drop(List<CopyKey> copies);
}
