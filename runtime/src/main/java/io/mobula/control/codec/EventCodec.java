package io.mobula.control.codec;

import io.mobula.control.proto.AnnouncementProto;
import io.mobula.core.control.ControlEvent;

/** What the log tells everybody: the same bytes between nodes and to drivers. */
public final class EventCodec {
    private EventCodec() {}

    public static AnnouncementProto encode(ControlEvent event) {
        var proto = AnnouncementProto.newBuilder();
        switch (event) {
            case ControlEvent.Died died -> proto.setDied(Parts.death(died));
            case ControlEvent.Settled settled -> proto.setSettled(settled.index());
            case ControlEvent.Viewed viewed -> proto.setViewed(Parts.view(viewed.view()));
            case ControlEvent.Directed directed -> proto.setDirected(DirectoryParts.change(directed.change()));
        }
        return proto.build();
    }

    public static ControlEvent decode(AnnouncementProto proto) {
        return switch (proto.getEventCase()) {
            case DIED -> Parts.death(proto.getDied());
            case SETTLED -> new ControlEvent.Settled(proto.getSettled());
            case VIEWED -> new ControlEvent.Viewed(Parts.view(proto.getViewed()));
            case DIRECTED -> new ControlEvent.Directed(DirectoryParts.change(proto.getDirected()));
            case EVENT_NOT_SET -> throw new IllegalArgumentException("an announcement of an unknown kind");
        };
    }
}
