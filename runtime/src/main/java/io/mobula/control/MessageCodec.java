package io.mobula.control;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.api.error.ErrorCode;
import io.mobula.control.codec.DirectoryCodec;
import io.mobula.control.codec.EventCodec;
import io.mobula.control.codec.OperationCodec;
import io.mobula.control.codec.Parts;
import io.mobula.control.proto.AnnouncementProto;
import io.mobula.control.proto.LeadProto;
import io.mobula.control.proto.ToAgentProto;
import io.mobula.control.proto.ToLeaderProto;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.NodeRole;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** {@link ToLeader} and {@link ToAgent} as Protobuf. */
final class MessageCodec {
    private MessageCodec() {}

    static ToLeaderProto.Builder encode(ToLeader message) {
        var proto = ToLeaderProto.newBuilder();
        switch (message) {
            case ToLeader.Register register -> {
                var inner = ToLeaderProto.Register.newBuilder()
                        .setRequest(Parts.id(register.request()))
                        .setToken(register.token())
                        .setNode(Parts.description(register.node()))
                        .setControl(register.role() == NodeRole.CONTROL)
                        .setMember(register.member());
                register.cluster().ifPresent(cluster -> inner.setCluster(Parts.id(cluster)));
                proto.setRegister(inner);
            }
            case ToLeader.Heartbeat beat -> {
                var inner = ToLeaderProto.Heartbeat.newBuilder()
                        .setProcess(Parts.process(beat.process()))
                        .setCluster(Parts.id(beat.cluster()))
                        .setInside(beat.place() == ToLeader.Place.INSIDE)
                        .setView(beat.progress().view())
                        .setDeaths(beat.progress().deaths())
                        .setSettled(beat.progress().settled())
                        .setDirected(beat.progress().directory());
                new TreeMap<>(beat.confirmations())
                        .forEach((process, index) -> inner.addConfirmations(ToLeaderProto.Confirmation.newBuilder()
                                .setProcess(Parts.process(process))
                                .setIndex(index)));
                proto.setHeartbeat(inner);
            }
            case ToLeader.Request request -> {
                var inner = ToLeaderProto.Request.newBuilder()
                        .setRequest(Parts.id(request.request()))
                        .setCluster(Parts.id(request.cluster()))
                        .setProcess(Parts.process(request.process()));
                switch (request.ask()) {
                    case ToLeader.Ask.StartJob start -> inner.setStartJob(Parts.job(start.job()));
                    case ToLeader.Ask.FindJob find -> inner.setFindJob(Parts.process(find.driver()));
                    case ToLeader.Ask.EndDriver end ->
                        inner.setEndDriver(Parts.death(new Died(0, end.driver(), end.cause(), end.detail())));
                    case ToLeader.Ask.AskDirectory directory ->
                        inner.setDirectory(DirectoryCodec.encode(directory.request()));
                    case ToLeader.Ask.ListJobs _ -> inner.setListJobs(true);
                    case ToLeader.Ask.Operate operate -> inner.setOperation(OperationCodec.encode(operate.operation()));
                    case ToLeader.Ask.Leave _ -> inner.setLeave(true);
                }
                proto.setRequest(inner);
            }
            case ToLeader.Knock knock ->
                proto.setKnock(ToLeaderProto.Knock.newBuilder()
                        .setCluster(Parts.id(knock.cluster()))
                        .setToken(knock.token()));
            case ToLeader.Offer offer ->
                proto.setOffer(ToLeaderProto.Offer.newBuilder()
                        .setCluster(Parts.id(offer.cluster()))
                        .setToken(offer.token())
                        .setReplica(OperationCodec.encode(offer.replica())));
        }
        return proto;
    }

    static ToLeader decode(ToLeaderProto proto) throws InvalidProtocolBufferException {
        return switch (proto.getMessageCase()) {
            case REGISTER -> {
                var register = proto.getRegister();
                Optional<UUID> cluster =
                        register.hasCluster() ? Optional.of(Parts.id(register.getCluster())) : Optional.empty();
                yield new ToLeader.Register(
                        Parts.id(register.getRequest()),
                        cluster,
                        register.getToken(),
                        Parts.description(register.getNode()),
                        register.getControl() ? NodeRole.CONTROL : NodeRole.WORKER,
                        register.getMember());
            }
            case HEARTBEAT -> {
                var beat = proto.getHeartbeat();
                var confirmations = new TreeMap<ProcessId, Long>();
                beat.getConfirmationsList()
                        .forEach(one -> confirmations.put(Parts.process(one.getProcess()), one.getIndex()));
                yield new ToLeader.Heartbeat(
                        Parts.process(beat.getProcess()),
                        Parts.id(beat.getCluster()),
                        beat.getInside() ? ToLeader.Place.INSIDE : ToLeader.Place.OUTSIDE,
                        new Progress(beat.getView(), beat.getDeaths(), beat.getSettled(), beat.getDirected()),
                        confirmations);
            }
            case REQUEST -> {
                var request = proto.getRequest();
                yield new ToLeader.Request(
                        Parts.id(request.getRequest()),
                        Parts.id(request.getCluster()),
                        Parts.process(request.getProcess()),
                        ask(request));
            }
            case KNOCK ->
                new ToLeader.Knock(
                        Parts.id(proto.getKnock().getCluster()),
                        proto.getKnock().getToken());
            case OFFER ->
                new ToLeader.Offer(
                        Parts.id(proto.getOffer().getCluster()),
                        proto.getOffer().getToken(),
                        OperationCodec.decode(proto.getOffer().getReplica()));
            case MESSAGE_NOT_SET ->
                throw new InvalidProtocolBufferException("a message to the leader of an unknown kind");
        };
    }

    private static ToLeader.Ask ask(ToLeaderProto.Request request) throws InvalidProtocolBufferException {
        return switch (request.getAskCase()) {
            case START_JOB -> new ToLeader.Ask.StartJob(Parts.job(request.getStartJob()));
            case FIND_JOB -> new ToLeader.Ask.FindJob(Parts.process(request.getFindJob()));
            case END_DRIVER -> {
                Died died = Parts.death(request.getEndDriver());
                yield new ToLeader.Ask.EndDriver(died.process(), died.cause(), died.detail());
            }
            case DIRECTORY -> new ToLeader.Ask.AskDirectory(DirectoryCodec.decode(request.getDirectory()));
            case LIST_JOBS -> new ToLeader.Ask.ListJobs();
            case OPERATION -> new ToLeader.Ask.Operate(OperationCodec.decode(request.getOperation()));
            case LEAVE -> new ToLeader.Ask.Leave();
            case ASK_NOT_SET -> throw new InvalidProtocolBufferException("a request of an unknown kind");
        };
    }

    static ToAgentProto encode(ToAgent message) {
        var proto = ToAgentProto.newBuilder();
        switch (message) {
            case ToAgent.Accepted accepted ->
                proto.setAccepted(ToAgentProto.Accepted.newBuilder()
                        .setRequest(Parts.id(accepted.request()))
                        .setCluster(Parts.id(accepted.cluster()))
                        .setProcess(Parts.process(accepted.self()))
                        .setLead(encode(accepted.lead())));
            case ToAgent.Rejected rejected ->
                proto.setRejected(ToAgentProto.Rejected.newBuilder()
                        .setCode(rejected.code().name())
                        .setReason(rejected.reason()));
            case ToAgent.NotLeading(var contact, var hint) -> {
                proto.setNotLeading(true).setContact(contact);
                hint.ifPresent(proto::setLeaderHint);
            }
            case ToAgent.Leads(var lead) -> proto.setLeads(encode(lead));
            case ToAgent.Known known ->
                proto.setKnown(ToAgentProto.Known.newBuilder()
                        .setContact(known.contact())
                        .setFormed(known.formed())
                        .addAllKeepers(known.keepers()));
            case ToAgent.KeepLog _ -> proto.setKeepLog(true);
            case ToAgent.DropLog(var replica) -> proto.setDropLog(replica);
            case ToAgent.DeclaredDead dead ->
                proto.setDeclaredDead(ToAgentProto.Declared.newBuilder()
                        .setProcess(Parts.process(dead.process()))
                        .setDetail(dead.detail()));
            case ToAgent.Update update -> {
                var inner = ToAgentProto.Update.newBuilder().setLead(encode(update.lead()));
                update.events().forEach(event -> inner.addEvents(EventCodec.encode(event)));
                proto.setUpdate(inner);
            }
            case ToAgent.Answered answered -> {
                var inner = ToAgentProto.Answered.newBuilder().setRequest(Parts.id(answered.request()));
                switch (answered.answer()) {
                    case ToAgent.Answer.Started started -> inner.setStarted(Parts.process(started.driver()));
                    case ToAgent.Answer.Found found -> inner.setFound(Parts.job(found.job()));
                    case ToAgent.Answer.NoSuchJob _ -> inner.setNoSuchJob(true);
                    case ToAgent.Answer.Done _ -> inner.setDone(true);
                    case ToAgent.Answer.Replied replied -> inner.setReplied(DirectoryCodec.encode(replied.reply()));
                    case ToAgent.Answer.Jobs jobs -> inner.setJobs(JobsCodec.encode(jobs.jobs()));
                    case ToAgent.Answer.Operated(var answer) -> inner.setOperated(OperationCodec.encode(answer));
                }
                proto.setAnswered(inner);
            }
        }
        return proto.build();
    }

    private static LeadProto encode(ToAgent.Lead lead) {
        return LeadProto.newBuilder()
                .setContact(lead.contact())
                .setTerm(lead.term())
                .addAllControlNodes(lead.controlNodes())
                .build();
    }

    private static ToAgent.Lead lead(LeadProto proto) {
        return new ToAgent.Lead(proto.getContact(), proto.getTerm(), proto.getControlNodesList());
    }

    static ToAgent decode(ToAgentProto proto) throws InvalidProtocolBufferException {
        return switch (proto.getMessageCase()) {
            case ACCEPTED ->
                new ToAgent.Accepted(
                        Parts.id(proto.getAccepted().getRequest()),
                        Parts.id(proto.getAccepted().getCluster()),
                        Parts.process(proto.getAccepted().getProcess()),
                        lead(proto.getAccepted().getLead()));
            case REJECTED ->
                new ToAgent.Rejected(
                        ErrorCode.valueOf(proto.getRejected().getCode()),
                        proto.getRejected().getReason());
            case NOT_LEADING -> {
                String hint = proto.getLeaderHint();
                yield new ToAgent.NotLeading(proto.getContact(), hint.isEmpty() ? Optional.empty() : Optional.of(hint));
            }
            case LEADS -> new ToAgent.Leads(lead(proto.getLeads()));
            case KNOWN ->
                new ToAgent.Known(
                        proto.getKnown().getContact(),
                        proto.getKnown().getFormed(),
                        proto.getKnown().getKeepersList());
            case KEEP_LOG -> new ToAgent.KeepLog();
            case DROP_LOG -> new ToAgent.DropLog(proto.getDropLog());
            case DECLARED_DEAD ->
                new ToAgent.DeclaredDead(
                        Parts.process(proto.getDeclaredDead().getProcess()),
                        proto.getDeclaredDead().getDetail());
            case UPDATE -> {
                var events = new ArrayList<ControlEvent>();
                for (AnnouncementProto event : proto.getUpdate().getEventsList()) events.add(EventCodec.decode(event));
                yield new ToAgent.Update(lead(proto.getUpdate().getLead()), events);
            }
            case ANSWERED ->
                new ToAgent.Answered(Parts.id(proto.getAnswered().getRequest()), answer(proto.getAnswered()));
            case MESSAGE_NOT_SET ->
                throw new InvalidProtocolBufferException("a message to an agent of an unknown kind");
        };
    }

    private static ToAgent.Answer answer(ToAgentProto.Answered proto) throws InvalidProtocolBufferException {
        return switch (proto.getAnswerCase()) {
            case STARTED -> new ToAgent.Answer.Started(Parts.process(proto.getStarted()));
            case FOUND -> new ToAgent.Answer.Found(Parts.job(proto.getFound()));
            case NO_SUCH_JOB -> new ToAgent.Answer.NoSuchJob();
            case DONE -> new ToAgent.Answer.Done();
            case REPLIED -> new ToAgent.Answer.Replied(DirectoryCodec.decode(proto.getReplied()));
            case JOBS -> new ToAgent.Answer.Jobs(JobsCodec.decode(proto.getJobs()));
            case OPERATED -> new ToAgent.Answer.Operated(OperationCodec.decode(proto.getOperated()));
            case ANSWER_NOT_SET -> throw new InvalidProtocolBufferException("an answer of an unknown kind");
        };
    }
}
