using System.Text;
using Chat.Client.Tests.Server;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Testing;

namespace Chat.Client.Tests.RealSocket;

/// <summary>Anna's and Ben's devices and their group, on a SignalR server in this process; not connected yet.</summary>
internal sealed class TwoDevices : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TwoDevices(FakeServer server, TestDevice anna, TestDevice ben, ChatId chat)
    {
        Server = server;
        Anna = anna;
        Ben = ben;
        Chat = chat;
    }

    public FakeServer Server { get; }

    public TestDevice Anna { get; }

    public TestDevice Ben { get; }

    public ChatId Chat { get; }

    public static async Task<TwoDevices> StartAsync()
    {
        var server = await FakeServer.StartAsync();
        var anna = await TestDevice.CreateAsync(server.Edge, "anna");
        var ben = await TestDevice.CreateAsync(server.Edge, "ben");
        var chat = await anna.Account.Chats.CreateGroupAsync("We", [ben.Account.UserId]);
        return new TwoDevices(server, anna, ben, chat.ChatId);
    }

    public async Task Connect()
    {
        await Anna.Client.ConnectAsync().WaitAsync(Patience);
        await Ben.Client.ConnectAsync().WaitAsync(Patience);
    }

    public Task<SendAck> AnnaSends(string text) => Send(Anna, text);

    public Task<SendAck> BenSends(string text) => Send(Ben, text);

    /// <summary>Both devices' chat is exactly this.</summary>
    public async Task Have(params string[] texts)
    {
        foreach (var device in new[] { Anna, Ben })
        {
            await Eventually.True(() => device.Messages.Count >= texts.Length);
            Assert.Equal(texts, device.Messages.Select(message => Encoding.UTF8.GetString(message.Ciphertext)));
            Assert.Equal(Enumerable.Range(1, texts.Length).Select(seq => (long)seq), device.Messages.Select(message => message.Seq));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Anna.DisposeAsync();
        await Ben.DisposeAsync();
        await Server.DisposeAsync();
    }

    private Task<SendAck> Send(TestDevice device, string text) =>
        device.Client.SendAsync(Chat, Encoding.UTF8.GetBytes(text)).WaitAsync(Patience);
}
