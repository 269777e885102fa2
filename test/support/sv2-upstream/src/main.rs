//! A Stratum V2 pool of one job. It listens on a free port of the loopback, makes itself an authority key, and tells both
//! on its first line: `listening PORT KEY`. Then a line for each thing that a downstream asks of it:
//! `setup MIN-VERSION MAX-VERSION FLAGS`, `extensions IDS`, `channel USER EXTRANONCE-BYTES HASHRATE`, `share CHANNEL JOB`.
//! A line on its input ends it, and so does the end of its input.

use std::io::Write;

use secp256k1::{SecretKey, rand::rngs::OsRng};
use stratum_apps::{
    key_utils::{Secp256k1PublicKey, Secp256k1SecretKey},
    network_helpers::{accept_noise_connection, noise_stream::NoiseTcpWriteHalf},
    stratum_core::{
        binary_sv2::{Seq064KOwned, Seq0255Owned, Sv2OptionOwned},
        common_messages_sv2::SetupConnectionSuccess,
        extensions_sv2::RequestExtensionsSuccessOwned,
        mining_sv2::{
            NewExtendedMiningJobOwned, OpenExtendedMiningChannel,
            OpenExtendedMiningChannelSuccessOwned, SetNewPrevHashOwned, SubmitSharesSuccess,
        },
        parsers_sv2::{
            AnyMessage, AnyMessageOwned, CommonMessages, CommonMessagesOwned, Extensions,
            ExtensionsNegotiation, Mining, MiningOwned,
        },
    },
    utils::types::OutboundFrame,
};
use tokio::{
    io::AsyncReadExt,
    net::{TcpListener, TcpStream},
};

type Failure = Box<dyn std::error::Error>;

/// Seconds for which the certificate shown in the handshake is valid.
const CERTIFICATE_VALIDITY: u64 = 3600;

const CHANNEL: u32 = 2;
const GROUP: u32 = 1;
const JOB: u32 = 7;
const EXTRANONCE_PREFIX: [u8; 4] = [0xb0, 0x05, 0xba, 0x12];

/// The day of the job's block; any that lies in the past will do.
const BLOCK_TIME: u32 = 1_760_000_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let secret = Secp256k1SecretKey(SecretKey::new(&mut OsRng));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let public = Secp256k1PublicKey::from(secret);
    say(&format!(
        "listening {} {public}",
        listener.local_addr()?.port()
    ));
    let mut input = tokio::io::stdin();
    tokio::select! {
        failure = serve(listener, public, secret) => failure,
        _ = input.read_u8() => Ok(()),
    }
}

/// A line at once, though nobody may be at a terminal.
fn say(line: &str) {
    println!("{line}");
    let _ = std::io::stdout().flush();
}

/// Serves one downstream after the other.
async fn serve(
    listener: TcpListener,
    public: Secp256k1PublicKey,
    secret: Secp256k1SecretKey,
) -> Result<(), Failure> {
    loop {
        let (stream, _) = listener.accept().await?;
        if let Err(failure) = serve_one(stream, public, secret).await {
            say(&format!("gone {failure}"));
        }
    }
}

async fn serve_one(
    stream: TcpStream,
    public: Secp256k1PublicKey,
    secret: Secp256k1SecretKey,
) -> Result<(), Failure> {
    let stream = accept_noise_connection(stream, public, secret, CERTIFICATE_VALIDITY)
        .await
        .map_err(|error| error.to_string())?;
    let (mut reader, mut writer) = stream.into_split();
    loop {
        let mut frame = reader
            .read_frame()
            .await
            .map_err(|error| error.to_string())?;
        // What a negotiated extension appends to a message comes after its fields, and is not looked at.
        let message = AnyMessage::try_from((frame.header(), frame.payload()))
            .map_err(|error| format!("{error:?}"))?;
        for answer in answers(message)? {
            send(&mut writer, answer).await?;
        }
    }
}

async fn send(writer: &mut NoiseTcpWriteHalf, message: AnyMessageOwned) -> Result<(), Failure> {
    let frame = OutboundFrame::from_message(message).map_err(|error| format!("{error:?}"))?;
    Ok(writer
        .write_frame(frame)
        .await
        .map_err(|error| error.to_string())?)
}

fn answers(message: AnyMessage<'_>) -> Result<Vec<AnyMessageOwned>, Failure> {
    Ok(match message {
        AnyMessage::Common(CommonMessages::SetupConnection(setup)) => {
            say(&format!(
                "setup {} {} {}",
                setup.min_version, setup.max_version, setup.flags
            ));
            vec![AnyMessageOwned::Common(
                CommonMessagesOwned::SetupConnectionSuccess(
                    SetupConnectionSuccess {
                        used_version: 2,
                        flags: 0,
                    }
                    .into_owned(),
                ),
            )]
        }
        AnyMessage::Extensions(Extensions::ExtensionsNegotiation(
            ExtensionsNegotiation::RequestExtensions(request),
        )) => {
            let asked = request.requested_extensions.into_owned().into_inner();
            let names: Vec<String> = asked.iter().map(u16::to_string).collect();
            say(&format!("extensions {}", names.join(",")));
            vec![AnyMessageOwned::Extensions(
                RequestExtensionsSuccessOwned {
                    request_id: request.request_id,
                    supported_extensions: Seq064KOwned::new(asked).map_err(debug)?,
                }
                .into(),
            )]
        }
        AnyMessage::Mining(Mining::OpenExtendedMiningChannel(open)) => opened(&open)?,
        AnyMessage::Mining(Mining::SubmitSharesExtended(share)) => {
            say(&format!("share {} {}", share.channel_id, share.job_id));
            vec![AnyMessageOwned::Mining(MiningOwned::SubmitSharesSuccess(
                SubmitSharesSuccess {
                    channel_id: share.channel_id,
                    last_sequence_number: share.sequence_number,
                    new_submits_accepted_count: 1,
                    new_shares_sum: 1,
                }
                .into_owned(),
            ))]
        }
        _ => vec![],
    })
}

/// The channel, its job, and the block that the job follows.
fn opened(open: &OpenExtendedMiningChannel<'_>) -> Result<Vec<AnyMessageOwned>, Failure> {
    let user = open.user_identity.as_utf8_or_hex();
    let bytes = open.min_extranonce_size;
    say(&format!(
        "channel {user} {bytes} {}",
        open.nominal_hash_rate
    ));
    let extranonce = EXTRANONCE_PREFIX.len() + usize::from(bytes);
    Ok([
        MiningOwned::OpenExtendedMiningChannelSuccess(OpenExtendedMiningChannelSuccessOwned {
            request_id: open.request_id,
            channel_id: CHANNEL,
            target: open.max_target.to_array().into(),
            extranonce_size: bytes,
            extranonce_prefix: EXTRANONCE_PREFIX.to_vec().try_into().map_err(debug)?,
            group_channel_id: GROUP,
        }),
        MiningOwned::NewExtendedMiningJob(NewExtendedMiningJobOwned {
            channel_id: CHANNEL,
            job_id: JOB,
            // Of the block that is announced next.
            min_ntime: Sv2OptionOwned::new(None),
            version: 0x2000_0000,
            version_rolling_allowed: true,
            merkle_path: Seq0255Owned::new(vec![]).map_err(debug)?,
            coinbase_tx_prefix: coinbase_before(extranonce)?.try_into().map_err(debug)?,
            coinbase_tx_suffix: coinbase_after().try_into().map_err(debug)?,
        }),
        MiningOwned::SetNewPrevHash(SetNewPrevHashOwned {
            channel_id: CHANNEL,
            job_id: JOB,
            prev_hash: [0x11; 32].into(),
            min_ntime: BLOCK_TIME,
            nbits: 0x1703_255b,
        }),
    ]
    .map(AnyMessageOwned::Mining)
    .into())
}

/// A coinbase transaction up to the extranonce: version, one input of nothing, and the height in its script.
fn coinbase_before(extranonce: usize) -> Result<Vec<u8>, Failure> {
    let height = [3, 0x40, 0x0d, 0x0e];
    let script = u8::try_from(height.len() + extranonce)?;
    let mut bytes = vec![2, 0, 0, 0, 1];
    bytes.extend([0; 32]);
    bytes.extend([0xff; 4]);
    bytes.push(script);
    bytes.extend(height);
    Ok(bytes)
}

/// The rest of it: one output of 3.125 bitcoin to a key that is all zeros, and no lock.
fn coinbase_after() -> Vec<u8> {
    let mut bytes = vec![0xff; 4];
    bytes.push(1);
    bytes.extend(312_500_000_u64.to_le_bytes());
    bytes.extend([22, 0, 20]);
    bytes.extend([0; 20]);
    bytes.extend([0; 4]);
    bytes
}

fn debug<E: std::fmt::Debug>(error: E) -> String {
    format!("{error:?}")
}
