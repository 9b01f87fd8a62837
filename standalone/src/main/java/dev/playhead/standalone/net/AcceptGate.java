package dev.playhead.standalone.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Accepts connections no faster than event loops take them up: the thread that accepts them has nothing else to do, and
 * would else pile up open sockets until the process has no file left. Who has to wait does so in the system's backlog, which
 * is bounded (docs/decisions/0018-accept-as-fast-as-it-is-taken-up.md). One for each server; its acceptor thread owns it.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {
    /** A loop takes one up within some tens of microseconds: nobody who comes alone waits for this many. */
    static final int MOST_WAITING = 64;

    private int waiting;

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        waiting++;
        if (waiting == MOST_WAITING) {
            context.channel().config().setAutoRead(false);
        }
        ((Channel) accepted).pipeline().addFirst(new TakenUp(context));
        context.fireChannelRead(accepted);
    }

    private void takenUp(ChannelHandlerContext context) {
        waiting--;
        if (waiting == MOST_WAITING / 2) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** Tells when the loop of a connection is done with what it had to do before it, or the connection is closed. */
    private final class TakenUp extends ChannelInboundHandlerAdapter {
        private final ChannelHandlerContext server;

        TakenUp(ChannelHandlerContext server) {
            this.server = server;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.channel().eventLoop().execute(() -> {
                if (!context.isRemoved()) {
                    context.pipeline().remove(this);
                }
            });
            context.fireChannelActive();
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            server.executor().execute(() -> takenUp(server));
        }
    }
}
