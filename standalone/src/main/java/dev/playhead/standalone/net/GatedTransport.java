package dev.playhead.standalone.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;

/** Java's own sockets, with an {@link AcceptGate} at each server. */
public final class GatedTransport implements io.vertx.core.transport.Transport {
    private static final io.vertx.core.transport.Transport SOCKETS = NIO;

    @Override
    public String name() {
        return SOCKETS.name();
    }

    @Override
    public boolean available() {
        return SOCKETS.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return SOCKETS.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return new Gated(SOCKETS.implementation());
    }

    private record Gated(Transport sockets) implements Transport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            sockets.configure(options, domainSocket, bootstrap);
            bootstrap.handler(new AcceptGate());
        }

        @Override
        public void configure(
                ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
            sockets.configure(options, connectTimeout, domainSocket, bootstrap);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            sockets.configure(channel, options);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return sockets.ioHandlerFactory();
        }

        @Override
        public DatagramChannel datagramChannel() {
            return sockets.datagramChannel();
        }

        @Override
        @SuppressWarnings("deprecation") // the type is Vert.x' choice
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return sockets.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return sockets.channelFactory(domainSocket);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return sockets.serverChannelFactory(domainSocket);
        }
    }
}
