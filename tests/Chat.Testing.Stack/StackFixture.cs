namespace Chat.Testing;

/// <summary>One stack for all tests of a collection: they use people and chats of their own.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("chat-stack-").FullName;
    private LocalStack? _stack;

    public LocalStack Stack => _stack ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        _stack = await LocalStack.StartAsync(_data, limit.Token);
    }

    public async Task DisposeAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
