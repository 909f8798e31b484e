namespace Chat.Load;

internal static class Usage
{
    public const string Text = """
        replay [FILE]          a corpus of conversations (bench/README.md) through the stack; without FILE a generated one
          --edge URL           http://localhost:8080
          --rooms N            the first N rooms (5)
          --lines N            at most N lines of each (all)
          --rate N             at most N messages a second over all rooms (as fast as the ACKs come)
          --stay               no device goes away on purpose
          --disturbed          something will be killed: messages may be repaired; none may be lost, doubled or out of order
          --receipts           devices claim DELIVERED as they go
          --settle S           how long to wait at the end until the devices have everything (120)
          --stall S            give up when nothing has moved for so long (300)
          --signups N          sign-ups under way at once (4)
          --acks FILE          write down every ACK, for verify
          --json FILE          the summary as JSON
        verify ACKS            is everything that replay --acks wrote down in the history?
          --edge URL           http://localhost:8080
        pairs                  one-to-one conversations with DELIVERED receipts
          --edge URL           http://localhost:8080
          --stack FILE         the stack's processes (.data/resources.json), for their CPU
          --users N            half of them write to the other half (1000)
          --window N           closed loop: messages that each sender has under way (8)
          --rate N             open loop instead: N messages a second over all
          --away               the recipients are not connected: a message is done with its ACK
          --warm S, --seconds S  before the measuring (10), and of it (15)
          --size N             characters of ciphertext (160)
          --bare               the same against a bare SignalR hub afterwards, and the ratio
          --json FILE          the summary as JSON
        group                  groups of the same people, one of whom writes in each; no receipts
          --edge, --stack, --warm, --seconds, --size, --json  as for pairs
          --rooms N            groups (1)
          --members N          of each, the sender included (1000)
          --online N           of them connected (all); what each of the others costs is measured against groups without them
          --beside N           a further run with N one-to-one messages a second beside it
          --window N           closed loop: messages under way until the last member has them (8)
          --rate N             open loop instead: N messages a second
        join                   thousands join a group in one call, then its owner writes
          --edge, --stack, --json  as for pairs
          --members N          (10000)
          --online N           of them connected (2000)
        slow                   a group of which one member never reads
          --edge, --stack, --seconds, --json  as for pairs; --seconds 40
          --members N          (1000)
          --rate N             messages a second (10)
        presence               users come and go at random while others watch
          --edge, --stack, --json  as for pairs
          --users N, --watchers N, --each N  who come and go (5000), who watch (500), of whom each watches so many (50)
          --stay S             between two changes of a user, on average (30)
          --warm S, --seconds S  before the measuring (30), and of it (60)
          --grace S            until every view must be right, at the end (75)
        storm                  connects a crowd, then drops all of it at once and lets it come back
          --edge, --stack, --json  as for pairs
          --users N            (5000)
          --at-once N          connects under way, the first time (64)
          --senders N          of them, who send a message as soon as they are back (none)
        offline                recipients who were away come back one after another and sync from the beginning
          --edge, --stack, --size, --json  as for pairs
          --users N            recipients (20)
          --messages N         what each missed (1000)
        idle                   connections that do nothing but ping every 12 s and heartbeat every 30 s
          --edge, --stack, --json  as for pairs
          --users N            (5000)
          --settle S, --seconds S  before memory is measured, both times (30), and of CPU from then on (30)
        faults                 kills, stops and restarts the stack's processes under load, then checks every history (docs/reliability.md)
          --edge, --stack, --json  as for pairs
          --rate N             messages a second (500)
          --people N           users (300)
          --probes N           pairs that are written to all the time (8)
          --times N            how often each fault comes (1)
          --seed N             of the faults' order; a random one
          --only NAMES         with commas; a name, or its beginning: kill, kill-gateway, kill-gateway-0
          --swap RUNNING=RELEASE  the rolling restart puts the programs of one source tree in the place of another's
          --patience S         how long a recovery may take at most (120)
          --untimed            recovery is not held against the bars
          --markdown FILE      the table
          --histories FOLDER   for what a run with anomalies leaves (fault-histories)
        """;
}

/// <summary>The command line makes no sense.</summary>
internal sealed class UsageException(string sentence) : Exception(sentence);
