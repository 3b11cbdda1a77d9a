package io.mobula.core.task;

import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.List;

/** What {@link HostTasks} orders. */
public interface HostEffects {
    /** Bring its stored dependencies here. */
    void fetchArguments(HostedTask task);

    /** It has its arguments and its slot: run it. */
    void start(HostedTask task);

    void interrupt(HostedTask task);

    /** The body has ended: clear the refs it keeps, then bring {@link HostEvent.AnswerCleared}. */
    void clearAnswer(HostedTask task, Outcome outcome);

    /** The push was not taken: what it brought is closed, and the owner told. */
    void refuse(ProcessId owner, Message.Push push, Message.Refused.Reason reason);

    /** As {@link #refuse}, because these arguments could not be brought. */
    void missed(ProcessId owner, Message.Push push, List<RefKey> arguments);

    /** The owner is dead and the body, if it ran at all, has ended: what the push brought is closed. */
    void closeOrphan(HostedTask task);

    /** The owner has acknowledged the answer. */
    void acknowledged(HostedTask task);

    void send(ProcessId owner, Message message);

    /** Send it; the refs in it are pinned until the owner has registered them, and the holds of {@link HostEvent.Emitted} end. */
    void emit(HostedTask task, Message.Emit emit);

    /** Nobody wants this element: its bytes are nobody's, and the holds of {@link HostEvent.Emitted} end. */
    void dropElement(Outcome element);

    /** The body may go on emitting. */
    void taken(HostedTask task, Message.Taken taken);

    /** The owner did not take this result: what it stored here is nobody's. */
    void dropStored(HostedTask task, Message.Result result);

    /** It has its resources: make its object, then bring {@link HostEvent.ActorMade} or {@link HostEvent.ActorFailed}. */
    void makeActor(HostedActor actor);

    /** No body runs in it any more: let go of its object. Only if {@link #makeActor} was ordered; perhaps before that has come to an end. */
    void dropActor(HostedActor actor);

    /** To the directory, again and again until it has answered. */
    void tell(DirectoryRequest request);

    /** The entry has ended. */
    void forget(HostedTask task);
}
