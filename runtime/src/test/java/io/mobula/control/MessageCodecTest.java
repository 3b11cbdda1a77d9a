package io.mobula.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mobula.api.error.ErrorCode;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.ControlEvent.Settled;
import io.mobula.core.control.ControlEvent.Viewed;
import io.mobula.core.control.Draining;
import io.mobula.core.control.Job;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.control.Replica;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final UUID ID = new UUID(1, 2);
    private static final ProcessId NODE = ProcessId.node(2, 3);
    private static final ProcessId DRIVER = ProcessId.driver(7);
    private static final Demand CAPACITY = new Demand(List.of(new Demand.Amount("cpu", 20_000)));
    private static final Job JOB = new Job("j", NODE, List.of(new Job.CodePart("c", "ff", 5)));
    private static final ToAgent.Lead LEAD = new ToAgent.Lead("h:1", 4, List.of("h:1", "h:2"));
    private static final ToLeader.Register REGISTER = new ToLeader.Register(
            ID,
            Optional.of(ID),
            "token",
            new NodeDescription("a", "h", "h:1", "/s", CAPACITY, 9),
            NodeRole.WORKER,
            "m#1");

    private static final ToLeader.Heartbeat BEAT = new ToLeader.Heartbeat(
            NODE, ID, ToLeader.Place.INSIDE, new Progress(4, 5, 6, 7), Map.of(NODE, 1L, DRIVER, 0L));

    @Test
    void everyMessageToTheLeaderComesBack() throws Exception {
        List<ToLeader> all = List.of(
                REGISTER,
                new ToLeader.Register(ID, Optional.empty(), "", REGISTER.node(), NodeRole.CONTROL, "m#1"),
                BEAT,
                new ToLeader.Request(ID, ID, NODE, new ToLeader.Ask.StartJob(JOB)),
                new ToLeader.Request(ID, ID, NODE, new ToLeader.Ask.FindJob(DRIVER)),
                new ToLeader.Request(ID, ID, NODE, new ToLeader.Ask.EndDriver(DRIVER, Cause.LEFT, "x")),
                new ToLeader.Request(
                        ID, ID, NODE, new ToLeader.Ask.AskDirectory(new DirectoryRequest.FindActor("default", "hits"))),
                new ToLeader.Request(ID, ID, NODE, new ToLeader.Ask.ListJobs()),
                new ToLeader.Knock(ID, "t"),
                new ToLeader.Offer(ID, "t", new Replica("a/1", "h:9", "h:1")),
                operate(new Operation.Report()),
                operate(new Operation.Change(List.of("a", "b"), List.of("c"))),
                operate(new Operation.Transfer("a")),
                operate(new Operation.Drain("a", Draining.Aim.LEAVE, 60_000)),
                operate(new Operation.Undrain("a")),
                new ToLeader.Request(ID, ID, NODE, new ToLeader.Ask.Leave()));
        for (ToLeader message : all) {
            assertEquals(
                    message, MessageCodec.decode(MessageCodec.encode(message).build()));
        }
    }

    private static ToLeader operate(Operation operation) {
        return new ToLeader.Request(ID, ID, NODE, new ToLeader.Ask.Operate(operation));
    }

    @Test
    void everyMessageToAnAgentComesBack() throws Exception {
        var node = new ClusterView.Node(NODE, "a", "h", "h:1", "/s", CAPACITY, true, 9);
        List<ToAgent> all = List.of(
                new ToAgent.Accepted(ID, ID, NODE, LEAD),
                new ToAgent.Rejected(ErrorCode.TOKEN_REFUSED, "x"),
                new ToAgent.NotLeading("h:2", Optional.empty()),
                new ToAgent.NotLeading("h:2", Optional.of("h:1")),
                new ToAgent.Leads(LEAD),
                new ToAgent.Known("h:2", true, List.of("h:1", "h:2")),
                new ToAgent.KeepLog(),
                new ToAgent.DropLog("a/1"),
                new ToAgent.DeclaredDead(NODE, "x"),
                new ToAgent.Update(LEAD, List.of()),
                new ToAgent.Update(
                        LEAD,
                        List.of(
                                new Died(1, NODE, Cause.UNREACHABLE, "x"),
                                new Settled(1),
                                new Viewed(new ClusterView(
                                        3, List.of(node), List.of(new Draining(NODE, Draining.Aim.RESTART, 5)))))),
                new ToAgent.Answered(ID, new ToAgent.Answer.Started(DRIVER)),
                new ToAgent.Answered(ID, new ToAgent.Answer.Found(JOB)),
                new ToAgent.Answered(ID, new ToAgent.Answer.NoSuchJob()),
                new ToAgent.Update(
                        LEAD, List.of(new ControlEvent.Directed(new DirectoryChange(3, 4, List.of(), List.of())))),
                new ToAgent.Answered(ID, new ToAgent.Answer.Replied(new DirectoryReply.Refused("x"))),
                new ToAgent.Answered(
                        ID,
                        new ToAgent.Answer.Jobs(List.of(new ListedJob(DRIVER, "j", NODE, ListedJob.State.LINGERING)))),
                new ToAgent.Answered(ID, new ToAgent.Answer.Operated(new OperationAnswer.Refused("no"))),
                new ToAgent.Answered(
                        ID,
                        new ToAgent.Answer.Operated(new OperationAnswer.Reported(
                                "a", 3, List.of(new OperationAnswer.Keeper("a", "h:1", "a/1", true, 7, 0))))),
                new ToAgent.Answered(ID, new ToAgent.Answer.Done()));
        for (ToAgent message : all) assertEquals(message, MessageCodec.decode(MessageCodec.encode(message)));
    }

    @Test
    void aHeartbeatKeepsItsBytes() {
        String hex = HexFormat.of().formatHex(MessageCodec.encode(BEAT).build().toByteArray());
        assertEquals(
                "1a380a0410022003121209010000000000000011020000000000000018042005280632080a0410022003100132080a0608011007200138014007",
                hex);
    }

    @Test
    void theTokenStaysOutOfLogs() {
        assertFalse(REGISTER.toString().contains("token"), REGISTER.toString());
    }
}
