using Chat.Client.Tests.Machine;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Opening;

public sealed class OpenChatsTests
{
    private static readonly ChatId Chat = MachineFixture.Chat;

    private readonly MachineFixture _device = new();

    [Fact]
    public void A_new_connection_is_told_what_is_open_and_then_asked_to_sync()
    {
        Open(Chat);
        Connect();
        Assert.Equal([Chat], _device.Output.Opened);
        Assert.Empty(_device.Output.Syncs);

        _device.Do(machine => machine.ChatOpened(Chat));

        Assert.Single(_device.Output.Syncs);
        Assert.False(_device.LastSync.Request.Only);
    }

    [Fact]
    public void Sends_wait_for_that_too()
    {
        Open(Chat);
        _device.Enqueue();
        Connect();
        Assert.Empty(_device.Output.Sent);

        _device.Do(machine => machine.ChatOpened(Chat));

        Assert.Single(_device.Output.Sent);
    }

    [Fact]
    public void A_refused_opening_does_not_keep_the_device_from_its_sync()
    {
        Open(Chat);
        Connect();
        Refuse(Chat, ErrorCodes.NotAMember);

        Assert.Single(_device.Output.Syncs);
    }

    [Fact]
    public void After_an_opening_the_chat_is_synced_whether_or_not_anything_is_known_to_be_missing()
    {
        _device.Live();
        _device.Push(1);
        Open(Chat);
        _device.Do(machine => machine.ChatOpened(Chat));

        var (run, request) = _device.LastSync;
        Assert.Equal(2, run);
        Assert.True(request.Only);
        Assert.Equal(1, Assert.Single(request.Cursors!).Seq);
        _device.AnswerSync(2, 3);
        Assert.Equal([1, 2, 3], _device.Seqs);
    }

    [Fact]
    public void A_chat_that_was_opened_while_catching_up_is_synced_afterwards()
    {
        Connect();
        Open(Chat);
        _device.Do(machine => machine.ChatOpened(Chat));
        Assert.Single(_device.Output.Syncs);

        _device.AnswerSync(1);

        Assert.Equal(2, _device.Output.Syncs.Count);
        Assert.Equal(Chat, Assert.Single(_device.LastSync.Request.Cursors!).ChatId);
    }

    [Fact]
    public void A_sync_after_an_opening_that_breaks_off_is_asked_again()
    {
        _device.Live();
        Open(Chat);
        _device.Do(machine => machine.ChatOpened(Chat));
        _device.Do(machine => machine.SyncFailed(2));
        _device.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, _device.LastSync.Run);
    }

    [Fact]
    public void An_opening_that_was_unavailable_is_tried_again()
    {
        _device.Live();
        Open(Chat);
        Refuse(Chat, ErrorCodes.Unavailable);
        _device.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([Chat, Chat], _device.Output.Opened);
    }

    [Fact]
    public void A_closed_chat_is_not_told_to_the_next_connection()
    {
        _device.Live();
        Open(Chat);
        _device.Do(machine => machine.Screen.Open.Close(Chat));
        _device.Do(machine => machine.Disconnected());
        Connect();

        Assert.Equal([Chat], _device.Output.Opened);
        Assert.Equal([Chat], _device.Output.Closed);
    }

    [Fact]
    public void One_chat_too_many_closes_the_one_that_was_opened_first()
    {
        _device.Live();
        for (var chat = 1; chat <= Limits.MaxOpenChats + 1; chat++)
            Open(new ChatId(chat));

        Assert.Equal([new ChatId(1)], _device.Output.Closed);
        Assert.Equal(Limits.MaxOpenChats + 1, _device.Output.Opened.Count);
    }

    private void Connect() => _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));

    private void Open(ChatId chat) => _device.Do(machine => machine.Screen.Open.Open(chat));

    private void Refuse(ChatId chat, string code) => _device.Do(machine => machine.OpenRefused(chat, new ChatException(code, "No.")));
}
