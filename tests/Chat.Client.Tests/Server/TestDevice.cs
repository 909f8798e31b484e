using System.Collections.Concurrent;
using Chat.Client.Accounts;
using Chat.Contracts.Hub;

namespace Chat.Client.Tests.Server;

/// <summary>A user's device that keeps what its handler gets.</summary>
internal sealed class TestDevice : IAsyncDisposable
{
    private TestDevice(ChatAccount account)
    {
        Account = account;
        Client = NewClient(null);
    }

    public ChatAccount Account { get; }

    public ChatClient Client { get; private set; }

    public ConcurrentQueue<Message> Messages { get; } = [];

    public static async Task<TestDevice> CreateAsync(Uri edge, string userName)
    {
        var account = new ChatAccount(edge);
        await account.SignUpAsync(userName, "correct horse battery");
        await account.LogInAsync(userName, "correct horse battery", "test");
        return new TestDevice(account);
    }

    /// <summary>The process ends and another begins; it is not connected.</summary>
    public async Task RestartAsync(ChatClientOptions options)
    {
        await Client.DisposeAsync();
        Client = NewClient(options);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Account.Dispose();
    }

    private ChatClient NewClient(ChatClientOptions? options)
    {
        var client = new ChatClient(Account, options);
        client.Handlers.Message = (message, _) =>
        {
            Messages.Enqueue(message);
            return ValueTask.CompletedTask;
        };
        return client;
    }
}
