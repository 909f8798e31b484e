using System.Net;
using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Calls;
using Chat.Simulation.Scheduling;
using Google.Protobuf;

namespace Chat.Simulation.Network;

/// <summary>A process's way to the others, in the place of its sockets: requests and answers are lost, repeated, late.</summary>
internal sealed class SimulatedHttp(World world, Node from, Internet internet) : HttpMessageHandler
{
    private Weather Weather => internet.Weather;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content!.CopyTo(body, null, CancellationToken.None);
        var call = new Call(world, from, request.RequestUri!, body.ToArray());
        var registration = cancellationToken.Register(() => call.Cancel(cancellationToken));
        if (!Weather.Loses())
            world.After(Weather.Delay(), () => Arrive(call));
        else if (world.Chance(0.5))
            world.After(Weather.Delay(), () => call.Fail("lost"));
        // One that its caller gave up long ago, or a connection's retry: it is served, and nobody hears of it.
        if (Weather.Repeats())
            world.After(Weather.Delay() * 2, () => Arrive(new Call(world, from, call.Address, call.Body)));
        return call.Response;
    }

    private void Arrive(Call call)
    {
        if (internet.Find(call.Address) is not { } server)
        {
            world.After(Weather.Delay(), () => call.Fail("refused"));
            return;
        }

        var route = call.Address.AbsolutePath;
        Action killed = () => call.Fail("reset");
        server.OnKilled.Add(killed);
        server.Node.Start(async () =>
        {
            if (server.Stream(route) is { } stream)
                await StreamAsync(stream, call);
            else
                await AnswerAsync(server.Call(route) ?? throw new InvalidOperationException($"{route} is not served."), call);
            server.OnKilled.Remove(killed);
        });
    }

    private async Task AnswerAsync(Func<byte[], CancellationToken, Task<IMessage>> handle, Call call)
    {
        Func<HttpResponseMessage> response;
        try
        {
            var bytes = (await handle(call.Body, call.Aborted)).ToByteArray();
            response = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
        }
        catch (ChatException refusal)
        {
            response = () => Refusal(refusal);
        }
        catch (Exception exception) when (exception is not InvalidOperationException)
        {
            response = () => new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new ByteArrayContent([]) };
        }

        if (!Weather.Loses())
            world.After(Weather.Delay(), () => call.Complete(response()));
    }

    private async Task StreamAsync(Func<byte[], CancellationToken, IAsyncEnumerable<IMessage>> handle, Call call)
    {
        var stream = new SimulatedStream(world, Weather);
        world.After(Weather.Delay(), () => call.Complete(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) }));
        call.Broken = stream.Break;
        try
        {
            await foreach (var item in handle(call.Body, call.Aborted))
            {
                if (Weather.Loses())
                {
                    stream.SendBreak();
                    return;
                }

                using var bytes = new MemoryStream();
                item.WriteDelimitedTo(bytes);
                stream.Send(bytes.ToArray());
            }

            stream.SendEnd();
        }
        catch (Exception exception) when (exception is not InvalidOperationException)
        {
            stream.SendBreak();
        }
    }

    private static HttpResponseMessage Refusal(ChatException refusal) => new((HttpStatusCode)ErrorCodes.HttpStatus(refusal.Code))
    {
        Content = new ByteArrayContent([]),
        Headers = { { InternalEndpoints.CodeHeader, refusal.Code } },
    };

    private sealed class Call(World world, Node from, Uri address, byte[] body)
    {
        private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
        private readonly CancellationTokenSource _aborted = new();

        public Uri Address => address;

        public byte[] Body => body;

        public Task<HttpResponseMessage> Response => _response.Task;

        /// <summary>The server is told late, or never, that its caller has gone.</summary>
        public CancellationToken Aborted => _aborted.Token;

        public Action? Broken { get; set; }

        public void Complete(HttpResponseMessage response)
        {
            if (!from.IsDead)
                _response.TrySetResult(response);
        }

        public void Fail(string how)
        {
            Broken?.Invoke();
            if (!from.IsDead)
                _response.TrySetException(new HttpRequestException(how));
        }

        public void Cancel(CancellationToken cancellation)
        {
            _response.TrySetCanceled(cancellation);
            if (world.Chance(0.5))
                world.After(world.Between(0, 5), _aborted.Cancel);
        }
    }
}
