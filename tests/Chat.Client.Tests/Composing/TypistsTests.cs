using Chat.Client.Tests.Machine;
using Chat.Contracts;
using Chat.Contracts.Hub;

namespace Chat.Client.Tests.Composing;

public sealed class TypistsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MachineFixture _device = new MachineFixture().Live();

    private IEnumerable<bool> Shown => _device.Output.TypingShown.Select(typing => typing.IsTyping);

    [Fact]
    public void Who_types_is_shown_once_and_until_told_otherwise()
    {
        Tell(true);
        Tell(true);
        Tell(false);
        Tell(false);

        Assert.Equal([true, false], Shown);
    }

    [Fact]
    public void Who_says_nothing_for_6_s_is_typing_no_more()
    {
        Tell(true);
        _device.Advance(Limits.TypingExpires - Second);
        Assert.Equal([true], Shown);

        _device.Advance(Second);

        Assert.Equal([true, false], Shown);
    }

    [Fact]
    public void A_repetition_keeps_it()
    {
        Tell(true);
        _device.Advance(Limits.TypingExpires - Second);
        Tell(true);
        _device.Advance(Limits.TypingExpires - Second);

        Assert.Equal([true], Shown);
    }

    [Fact]
    public void It_expires_offline_too()
    {
        Tell(true);
        _device.Do(machine => machine.Disconnected());
        _device.Advance(Limits.TypingExpires);

        Assert.Equal([true, false], Shown);
    }

    private void Tell(bool typing) =>
        _device.Do(machine => machine.Screen.Typists.Told(new Typing(MachineFixture.Chat, MachineFixture.Other, typing)));
}
