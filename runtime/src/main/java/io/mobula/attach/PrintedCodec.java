package io.mobula.attach;

import io.mobula.attach.proto.ToDriverProto;
import io.mobula.attach.proto.ToNodeProto;
import io.mobula.output.Printed;
import io.mobula.output.Std;
import java.util.Optional;

/** What bodies print, and how it is listened to, as Protobuf. */
final class PrintedCodec {
    private PrintedCodec() {}

    static ToNodeProto.Listen encode(Listening how) {
        return ToNodeProto.Listen.newBuilder()
                .setSubmittedAs(how.submittedAs().orElse(""))
                .setNamesOnly(how.wish() == Listening.Wish.NAMES_ONLY)
                .build();
    }

    static Listening decode(ToNodeProto.Listen proto) {
        return new Listening(
                Optional.of(proto.getSubmittedAs()).filter(name -> !name.isEmpty()),
                proto.getNamesOnly() ? Listening.Wish.NAMES_ONLY : Listening.Wish.LINES);
    }

    static ToDriverProto.Printed encode(ToDriver.Printed printed) {
        var proto = ToDriverProto.Printed.newBuilder();
        for (Printed one : printed.lines()) {
            var line = ToDriverProto.Printed.Line.newBuilder();
            switch (one) {
                case Printed.LeftOut(long lines) -> line.setLeftOut(lines);
                case Printed.Line(Std std, long voice, String label, String text) ->
                    line.setErr(std == Std.ERR).setVoice(voice).setLabel(label).setText(text);
            }
            proto.addLines(line);
        }
        return proto.build();
    }

    static ToDriver.Printed decode(ToDriverProto.Printed proto) {
        return new ToDriver.Printed(
                proto.getLinesList().stream().map(PrintedCodec::line).toList());
    }

    private static Printed line(ToDriverProto.Printed.Line line) {
        if (line.getLeftOut() > 0) return new Printed.LeftOut(line.getLeftOut());
        return new Printed.Line(line.getErr() ? Std.ERR : Std.OUT, line.getVoice(), line.getLabel(), line.getText());
    }
}
