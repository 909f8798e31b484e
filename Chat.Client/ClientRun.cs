using Chat.Client.Accounts;
using Chat.Client.Applying;
using Chat.Client.Connections;
using Chat.Client.Counting;
using Chat.Client.Machine;
using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Microsoft.Extensions.Logging;

namespace Chat.Client;

/// <summary>
/// Owns a client's loops, from the loading of its cursors to their last save: the connection's feeds the machine's, the
/// machine's feeds the application's, and that feeds the cursors'.
/// </summary>
internal sealed class ClientRun : IAsyncDisposable
{
    private readonly ChatAccount _account;
    private readonly ChatClientOptions _options;
    private readonly ILogger _logger;
    private readonly IHubTransport _transport;
    private readonly CursorSaver _saver;
    private readonly DeliveryLoop _deliveries;
    private readonly SessionOutput _output;
    private readonly MachineLoop _loop;
    private readonly CancellationTokenSource _connecting = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _loops;
    private Task<StopReason>? _connection;

    private ClientRun(
        ChatAccount account,
        ChatHandlers handlers,
        ChatClientOptions options,
        WireCounter counter,
        IReadOnlyDictionary<ChatId, long> cursors)
    {
        _account = account;
        _options = options;
        _logger = options.Logging.CreateLogger<ChatClient>();
        _transport = options.Transport ?? new SignalRTransport(account.Edge, account.Http, options.Logging);
        _saver = new CursorSaver(options.Cursors, options.CursorSaveInterval, options.Time, _logger);
        _deliveries = new DeliveryLoop(handlers, _saver, 2 * options.InboxCapacity, options.Time, options.Random, _logger);
        _output = new SessionOutput(_deliveries, _logger);
        var machine = new ClientMachine(_output, cursors, options.Machine, options.Time, options.Random, counter);
        _loop = new MachineLoop(machine, options.Time);
        _loops = Task.WhenAll(
            OwnAsync(_loop.RunAsync(_ending.Token)),
            OwnAsync(_deliveries.RunAsync(_loop, _ending.Token)),
            OwnAsync(_saver.RunAsync(_ending.Token)));
    }

    public ConnectionState State { get; private set; }

    public int Unsent => _output.Unsent;

    public Task<StopReason> Stopped => _connection ?? throw new InvalidOperationException("Connect first.");

    public static async Task<ClientRun> StartAsync(
        ChatAccount account, ChatHandlers handlers, ChatClientOptions options, WireCounter counter, CancellationToken cancellationToken)
    {
        var cursors = await options.Cursors.LoadAsync(cancellationToken);
        return new ClientRun(account, handlers, options, counter, cursors);
    }

    public void Connect()
    {
        if (_connection is { IsCompleted: false })
            return;

        var tokens = _account.Held;
        var loop = new ConnectionLoop(
            tokens,
            (token, opened, cancellationToken) =>
                new Connection(tokens, _loop, _output, _deliveries, _options.Time, _options.Random, _logger)
                    .RunAsync(_transport, token, opened, cancellationToken),
            state => State = state,
            _options.Time,
            _options.Random,
            _logger);
        _connection = ConnectedAsync(loop);
    }

    public async Task CaughtUpAsync(CancellationToken cancellationToken)
    {
        var connection = Stopped;
        var caughtUp = _output.CaughtUpAsync;
        var first = await Task.WhenAny(caughtUp, connection, _loops).WaitAsync(cancellationToken);
        await first;
        if (first != caughtUp)
            throw new ClientStoppedException(connection.IsCompletedSuccessfully ? await connection : StopReason.Disposed);
    }

    public async Task<SendAck> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (State == ConnectionState.Stopped && Stopped.IsCompletedSuccessfully)
            throw new ClientStoppedException(await Stopped);

        var ack = _output.Expect(request.ClientMsgId);
        try
        {
            await _loop.PostAsync(machine => machine.Enqueue(request), cancellationToken);
            return await ack.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _output.Forget(request.ClientMsgId);
            await _loop.PostAsync(machine => machine.Withdraw(request.ClientMsgId), CancellationToken.None);
            throw;
        }
    }

    public ValueTask PostAsync(Action<ClientMachine> input, CancellationToken cancellationToken) =>
        _loop.PostAsync(input, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // From the network inwards: each loop ends when nothing feeds it any more.
        await _connecting.CancelAsync();
        if (_connection is Task connection)
            await connection.ConfigureAwait(Await.EitherWay);
        await _ending.CancelAsync();
        await _loops.ConfigureAwait(Await.EitherWay);
        await _loop.DisposeAsync();
        await _saver.SaveAsync(CancellationToken.None);
        _saver.Dispose();
        _connecting.Dispose();
        _ending.Dispose();
    }

    private async Task<StopReason> ConnectedAsync(ConnectionLoop loop)
    {
        try
        {
            var reason = await loop.RunAsync(_connecting.Token);
            await StoppedAsync(new ClientStoppedException(reason));
            return reason;
        }
        catch (OperationCanceledException) when (_connecting.IsCancellationRequested)
        {
            await StoppedAsync(new ClientStoppedException(StopReason.Disposed));
            return StopReason.Disposed;
        }
        catch (Exception defect)
        {
            await StoppedAsync(defect);
            throw;
        }
    }

    private async Task StoppedAsync(Exception reason)
    {
        State = ConnectionState.Stopped;
        // A loop that has ended takes no input, and nothing is left in it to stop.
        if (!_ending.IsCancellationRequested)
            await _loop.PostAsync(machine => machine.Stopped(reason), CancellationToken.None);
        _output.FailSends(reason);
    }

    /// <summary>One loop's failure ends them all: none goes on without the others.</summary>
    private async Task OwnAsync(Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await _ending.CancelAsync();
            await _connecting.CancelAsync();
            throw;
        }
    }
}
